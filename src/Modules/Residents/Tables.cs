using Lianxin.Residents.Duplicates;
using Lianxin.Residents.Households;

namespace Lianxin.Residents;

internal static class Tables
{
    private const string Schema = "residents";

    extension(LianxinDb db)
    {
        internal DbSet<Resident> Residents => db.Set<Resident>();
        internal DbSet<Particular> Particulars => db.Set<Particular>();
        internal DbSet<SearchKeyRow> SearchKeys => db.Set<SearchKeyRow>();
        internal DbSet<IdentityClaim> IdentityClaims => db.Set<IdentityClaim>();
        internal DbSet<Encounter> Encounters => db.Set<Encounter>();
        internal DbSet<Observation> Observations => db.Set<Observation>();
        internal DbSet<Condition> Conditions => db.Set<Condition>();
        internal DbSet<FindingRow> Findings => db.Set<FindingRow>();
        internal DbSet<Consent> Consents => db.Set<Consent>();
        internal DbSet<Household> Households => db.Set<Household>();
        internal DbSet<HouseholdMember> HouseholdMembers => db.Set<HouseholdMember>();
        internal DbSet<Carer> Carers => db.Set<Carer>();
        internal DbSet<DuplicatePair> Duplicates => db.Set<DuplicatePair>();
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Resident>(b =>
        {
            b.ToTable("residents", Schema);
            b.HasIndex(r => new { r.OrganizationId, r.NameSort, r.Id });
        });
        model.Entity<Particular>(b => { b.ToTable("particulars", Schema); b.HasIndex(p => new { p.ResidentId, p.Key }); });
        model.Entity<SearchKeyRow>(b =>
        {
            b.ToTable("search_keys", Schema);
            // The key first, then the scope: a search costs the same whatever one may see.
            b.HasIndex(k => new { k.Kind, k.Value, k.OrganizationId, k.ResidentId });
            b.HasIndex(k => k.ResidentId);
            b.Property(k => k.Value).HasMaxLength(Search.SearchKey.MaxLength).HasAnnotation(LianxinDb.Bytewise, true);
        });
        model.Entity<IdentityClaim>(b => { b.ToTable("identity_claims", Schema); b.HasKey(c => c.Hash); b.HasIndex(c => c.ResidentId); });
        model.Entity<Encounter>(b => { b.ToTable("encounters", Schema); b.HasIndex(e => new { e.AboutId, e.On }); b.HasIndex(e => e.ResidentId); });
        model.Entity<Observation>(b => { b.ToTable("observations", Schema); b.HasIndex(o => o.EncounterId); b.HasIndex(o => new { o.ResidentId, o.Analyte }); b.HasIndex(o => new { o.OrganizationId, o.Status }); });
        model.Entity<Condition>(b => { b.ToTable("conditions", Schema); b.HasIndex(c => new { c.ResidentId, c.Key }); });
        model.Entity<Consent>(b => { b.ToTable("consents", Schema); b.HasIndex(c => new { c.ResidentId, c.Purpose }); });
        model.Entity<Household>(b => b.ToTable("households", Schema));
        model.Entity<HouseholdMember>(b =>
        {
            b.ToTable("household_members", Schema);
            b.HasIndex(m => m.ResidentId);
            b.HasIndex(m => m.HouseholdId);
            // Nobody lives in two homes and no home has two heads, whatever two people write at once.
            b.HasIndex(m => m.ResidentId, "ix_household_members_lives").IsUnique().HasFilter("until IS NULL");
            b.HasIndex(m => m.HouseholdId, "ix_household_members_head").IsUnique().HasFilter($"until IS NULL AND relation = '{HouseholdForm.Head}'");
        });
        model.Entity<Carer>(b => { b.ToTable("carers", Schema); b.HasIndex(c => c.ResidentId); });
        model.Entity<DuplicatePair>(b =>
        {
            b.ToTable("duplicate_pairs", Schema);
            b.HasIndex(d => new { d.State, d.Id });
            b.HasIndex(d => d.ResidentId);
            b.HasIndex(d => d.OtherId);
        });
        model.Entity<FindingRow>(b => { b.ToTable("findings", Schema); b.HasIndex(f => new { f.OrganizationId, f.DoneAt, f.Rank }); b.HasIndex(f => f.ResidentId); b.HasIndex(f => f.EncounterId); });
    }
}
