namespace Lianxin.Organizations;

internal static class Tables
{
    private const string Schema = "organizations";

    extension(LianxinDb db)
    {
        internal DbSet<Organization> Organizations => db.Set<Organization>();
        internal DbSet<Staff> Staff => db.Set<Staff>();
        internal DbSet<Post> Posts => db.Set<Post>();
        internal DbSet<StaffLeave> Leaves => db.Set<StaffLeave>();
        internal DbSet<Account> Accounts => db.Set<Account>();
        internal DbSet<Session> Sessions => db.Set<Session>();
        internal DbSet<Building> Buildings => db.Set<Building>();
        internal DbSet<Branches.Branch> Branches => db.Set<Branches.Branch>();
        internal DbSet<Branches.BranchMember> BranchMembers => db.Set<Branches.BranchMember>();
        internal DbSet<Branches.Brand> Brands => db.Set<Branches.Brand>();
        internal DbSet<Branches.BranchLeader> BranchLeaders => db.Set<Branches.BranchLeader>();
        internal DbSet<Rosters.Import> Imports => db.Set<Rosters.Import>();
        internal DbSet<Rosters.ImportedRow> ImportedRows => db.Set<Rosters.ImportedRow>();
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Organization>(b => { b.ToTable("organizations", Schema); b.HasIndex(o => o.Code).IsUnique(); });
        model.Entity<Staff>(b => { b.ToTable("staff", Schema); b.HasIndex(s => s.OrganizationId); });
        model.Entity<Post>(b => { b.ToTable("posts", Schema); b.HasIndex(p => p.StaffId); b.HasIndex(p => p.OrganizationId); });
        model.Entity<StaffLeave>(b => { b.ToTable("leaves", Schema); b.HasIndex(l => l.StaffId); });
        model.Entity<Account>(b => { b.ToTable("accounts", Schema); b.HasIndex(a => a.UserName).IsUnique(); b.HasIndex(a => a.StaffId); });
        model.Entity<Session>(b => { b.ToTable("sessions", Schema); b.HasIndex(s => s.AccountId); });
        model.Entity<Building>(b => { b.ToTable("buildings", Schema); b.HasIndex(x => new { x.OrganizationId, x.Estate, x.Name }).IsUnique(); });
        // One branch a member, one secretary and one brand a branch: the handlers say so in words, the indexes hold it where two write at once.
        model.Entity<Branches.Branch>(b => { b.ToTable("branches", Schema); b.HasIndex(x => x.OrganizationId); b.HasIndex(x => x.BuiltOnId); });
        model.Entity<Branches.BranchMember>(b =>
        {
            b.ToTable("branch_members", Schema);
            b.HasIndex(m => m.BranchId);
            b.HasIndex(m => m.StaffId);
            b.HasIndex(m => m.StaffId, "open").IsUnique().HasFilter("\"until\" IS NULL");
            b.HasIndex(m => m.BranchId, "secretary").IsUnique().HasFilter("\"until\" IS NULL AND \"function\" = 'secretary'");
        });
        model.Entity<Branches.Brand>(b => { b.ToTable("brands", Schema); b.HasIndex(x => x.BranchId); b.HasIndex(x => x.BranchId, "in-force").IsUnique().HasFilter("\"until\" IS NULL"); });
        model.Entity<Branches.BranchLeader>(b => { b.ToTable("branch_leaders", Schema); b.HasIndex(l => l.StaffId); b.HasIndex(l => new { l.BranchId, l.StaffId }, "open").IsUnique().HasFilter("\"until\" IS NULL"); b.HasIndex(l => l.BranchId); });
        model.Entity<Rosters.Import>(b => { b.ToTable("imports", Schema); b.HasIndex(i => new { i.OrganizationId, i.At }); });
        model.Entity<Rosters.ImportedRow>(b => { b.ToTable("imported_rows", Schema); b.HasIndex(r => r.ImportId); b.HasIndex(r => r.SubjectId); });
    }
}
