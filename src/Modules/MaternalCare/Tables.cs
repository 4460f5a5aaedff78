using Lianxin.MaternalCare.AfterPregnancy;
using Lianxin.MaternalCare.Cases;
using Lianxin.MaternalCare.Tasks;

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
        internal DbSet<CareTask> CareTasks => db.Set<CareTask>();
        internal DbSet<Case> Cases => db.Set<Case>();
        internal DbSet<Newborn> Newborns => db.Set<Newborn>();
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
        model.Entity<CareTask>(b =>
        {
            b.ToTable("care_tasks", Schema);
            b.HasIndex(t => new { t.OrganizationId, t.State, t.DueAt });
            b.HasIndex(t => new { t.OwnerId, t.State });
            b.HasIndex(t => t.AboutId);
            b.HasIndex(t => new { t.ResidentId, t.State });
        });
        model.Entity<Case>(b =>
        {
            b.ToTable("cases", Schema);
            b.HasIndex(c => new { c.OrganizationId, c.State });
            b.HasIndex(c => c.PregnancyId);
            b.HasIndex(c => c.ResidentId);
            b.HasIndex(c => new { c.OwnerId, c.State });
        });
        model.Entity<Newborn>(b => { b.ToTable("newborns", Schema); b.HasIndex(n => n.PregnancyId); });
        model.Entity<Contact>(b =>
        {
            b.ToTable("contacts", Schema);
            b.HasIndex(c => c.PregnancyId);
            b.HasIndex(c => new { c.OrganizationId, c.State, c.DueAt });
        });
    }
}
