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
        model.Entity<Rosters.Import>(b => { b.ToTable("imports", Schema); b.HasIndex(i => new { i.OrganizationId, i.At }); });
        model.Entity<Rosters.ImportedRow>(b => { b.ToTable("imported_rows", Schema); b.HasIndex(r => r.ImportId); b.HasIndex(r => r.SubjectId); });
    }
}
