using Lianxin.ClinicalRules.Expressions;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>A colour of the risk assessment (国卫妇幼发〔2017〕35号). Green to red are ordered; purple stands beside them; Screen marks a row of the screening table.</summary>
public enum RiskColour : byte { Green, Yellow, Orange, Red, Purple, Screen }

/// <summary>How a row comes true: from facts, from facts but accepted by a clinician, ticked, or computed from the others.</summary>
public enum RowMode : byte { Auto, AutoConfirm, Tick, Derived }

/// <summary>One row of <c>maternal-risk-five-colour.csv</c>.</summary>
public sealed class FiveColourRow
{
    internal FiveColourRow(CsvRow row)
    {
        Id = row["id"];
        IsScreening = row.Word("table", ("assessment", false), ("screening", true));
        Colour = row.Word("colour", ("green", RiskColour.Green), ("yellow", RiskColour.Yellow), ("orange", RiskColour.Orange), ("red", RiskColour.Red),
            ("purple", RiskColour.Purple), ("screen", RiskColour.Screen));
        Mode = row.Word("mode", ("auto", RowMode.Auto), ("auto+confirm", RowMode.AutoConfirm), ("tick", RowMode.Tick), ("derived", RowMode.Derived));
        (ItemNo, CategoryZh, CategoryEn) = (row["item_no"], row["category_zh"], row["category_en"]);
        (ConditionZh, ConditionEn, BoundaryNote) = (row["condition_zh"], row["condition_en"], row["boundary_note"]);
        (Source, Verification, Restricted) = (row["source"], row["verification"], row.Flag("restricted"));
        if (Mode != RowMode.Derived) Criterion = row.Expression("criterion"); // the criterion of the green row is words: nothing else is true
    }

    public string Id { get; }
    public bool IsScreening { get; }
    public RiskColour Colour { get; }
    public RowMode Mode { get; }
    public string ItemNo { get; }
    public string CategoryZh { get; }
    public string CategoryEn { get; }
    public string ConditionZh { get; }
    public string ConditionEn { get; }
    public string BoundaryNote { get; }
    public Expression? Criterion { get; }
    public string Source { get; }
    public string Verification { get; }

    /// <summary>Tells of infection, drug use or severe mental disorder: id and words only for those who may see section <c>restricted</c>.</summary>
    public bool Restricted { get; }
}
