using Lianxin.ClinicalRules.Tables;

namespace Lianxin.Residents;

/// <summary>For what a person's data may be used and on what ground: <c>Data/purposes.csv</c>.</summary>
internal static class Purposes
{
    private sealed record Read(IReadOnlyList<PurposeView> All, IReadOnlyDictionary<string, string> ByPersonKey);

    private static readonly Lazy<Read> Table = new(() =>
    {
        using var reader = new StreamReader(typeof(Purposes).Assembly.GetManifestResourceStream("purposes.csv") ?? throw new InvalidOperationException("purposes.csv is not embedded"));
        var rows = Csv.Parse("purposes.csv", reader.ReadToEnd()).Rows;
        return new([.. rows.Select(r => new PurposeView
        {
            Code = r["purpose"], ByLaw = r["basis"] == "law", Pausable = r["pausable"] == "yes", UntilAsked = r["until_asked"] == "yes", Zh = r["zh"], En = r["en"], WhyZh = r["why_zh"], WhyEn = r["why_en"],
        })], rows.Where(r => r["person_key"].Length > 0).ToDictionary(r => r["person_key"], r => r["purpose"]));
    });

    /// <summary>In the order of the table.</summary>
    public static IReadOnlyList<PurposeView> All => Table.Value.All;

    /// <summary>Fields of the form <c>person</c> that ask for one, with the purpose: an answer to one of them is a consent, and is kept as one.</summary>
    public static IReadOnlyDictionary<string, string> ByPersonKey => Table.Value.ByPersonKey;

    public static PurposeView? Find(string code) => All.FirstOrDefault(p => p.Code == code);
}
