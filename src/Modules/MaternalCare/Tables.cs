namespace Lianxin.MaternalCare;

internal static class Tables
{
    private const string Schema = "maternal_care";

    extension(LianxinDb db)
    {
        internal DbSet<Pregnancy> Pregnancies => db.Set<Pregnancy>();
        internal DbSet<DatingRow> Datings => db.Set<DatingRow>();
        internal DbSet<RiskAssessment> RiskAssessments => db.Set<RiskAssessment>();
        internal DbSet<Contact> Contacts => db.Set<Contact>();
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Pregnancy>(b =>
        {
            b.ToTable("pregnancies", Schema);
            b.HasIndex(p => p.ResidentId);
            b.HasIndex(p => new { p.OrganizationId, p.State, p.Edd, p.Id });
        });
        model.Entity<DatingRow>(b => { b.ToTable("datings", Schema); b.HasIndex(d => d.PregnancyId); });
        model.Entity<RiskAssessment>(b => { b.ToTable("risk_assessments", Schema); b.HasIndex(r => new { r.PregnancyId, r.At }); });
        model.Entity<Contact>(b =>
        {
            b.ToTable("contacts", Schema);
            b.HasIndex(c => c.PregnancyId);
            b.HasIndex(c => new { c.OrganizationId, c.State, c.DueAt });
        });
    }
}
