using System.Text;
using Lianxin.ClinicalRules.Identifiers;
using Lianxin.Rosters.Columns;

namespace Lianxin.Rosters.Tests;

/// <summary>A day, people who do not exist, and short ways to preview a list of them.</summary>
internal static class Given
{
    public static readonly DateOnly Today = new(2025, 11, 20);
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴"];
    private static readonly string[] GivenNames = ["芳", "丽", "敏", "静", "娟", "艳", "霞", "燕", "玲", "桂英"];

    public static string Name(int n) => Surnames[n % 10] + GivenNames[n / 10 % 10] + GivenNames[n / 100 % 10];
    public static string Mobile(int n) => $"1990000{n:0000}";

    /// <summary>A valid number of the placeholder district; women unless said otherwise.</summary>
    public static string Id(int n, bool woman = true)
    {
        var birth = new DateOnly(1985, 1, 1).AddDays(n * 7 % 5000);
        var seventeen = $"430201{birth:yyyyMMdd}{210 + n / 700 * 2 + (woman ? 0 : 1):000}";
        return seventeen + ResidentId.CheckCharacter(seventeen);
    }

    public static RosterPreview Csv(string text, RosterTemplate? template = null, RosterOptions? options = null) =>
        Roster.Preview(new MemoryStream(Encoding.UTF8.GetBytes(text)), "名册.csv", template ?? RosterTemplate.Pregnancies, Today, options);

    public static RosterPreview Bytes(byte[] file, string name) => Roster.Preview(new MemoryStream(file), name, RosterTemplate.Pregnancies, Today);

    public static RosterPreview Sheet(Workbook workbook, RosterTemplate? template = null, RosterOptions? options = null, bool date1904 = false) =>
        Roster.Preview(workbook.Save(date1904), "名册.xlsx", template ?? RosterTemplate.Pregnancies, Today, options);

    public static RosterPreview File(string name, RosterTemplate? template = null)
    {
        using var file = System.IO.File.OpenRead(Path.Combine(AppContext.BaseDirectory, "files", "badinput", name));
        return Roster.Preview(file, name, template ?? RosterTemplate.Residents, Today);
    }

    /// <summary>One woman with one cell under one heading; her name and number are right.</summary>
    public static RosterRow Cell(string heading, object? cell, bool date1904 = false) =>
        Xunit.Assert.Single(Sheet(new Workbook().Row("姓名", "身份证号", "备用", "联系电话", heading).Row(Name(1), Id(1), null, Mobile(1), cell), date1904: date1904).Rows);

    public static string[] Codes(this RosterRow row) => [.. row.Problems.Select(problem => problem.Code)];
    public static string Column(this RosterPreview preview, string heading) => preview.Columns.Single(column => column.Heading == heading).Column?.Name ?? "";
}
