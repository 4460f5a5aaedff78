using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Lianxin.Rosters.Sheets;

/// <summary>Of a workbook's styles the two things that change what a cell means: a date format, and a line through the text.</summary>
internal sealed partial class XlsxStyles
{
    private const int Most = 65_000;
    private readonly List<(bool Date, bool Struck)> cells = [];

    public (bool Date, bool Struck) this[int style] => style >= 0 && style < cells.Count ? cells[style] : default;

    public static XlsxStyles Read(XlsxPackage package, string? path)
    {
        var styles = new XlsxStyles();
        if (path is null || !package.Has(path)) return styles;
        var formats = new Dictionary<int, bool>();
        var fonts = new List<bool>();
        var inside = "";
        using var xml = package.Open(path);
        while (XlsxPackage.Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.Depth == 1) inside = xml.LocalName;
            switch (inside, xml.LocalName)
            {
                case ("numFmts", "numFmt") when formats.Count < Most: formats[Int(xml, "numFmtId")] = IsDateFormat(xml.GetAttribute("formatCode") ?? ""); break;
                case ("fonts", "font") when fonts.Count < Most: fonts.Add(false); break;
                case ("fonts", "strike") when fonts.Count > 0: fonts[^1] = xml.GetAttribute("val") is not ("0" or "false"); break;
                case ("cellXfs", "xf") when styles.cells.Count < Most:
                    var (format, font) = (Int(xml, "numFmtId"), Int(xml, "fontId"));
                    styles.cells.Add((formats.TryGetValue(format, out var date) ? date : IsBuiltInDate(format), font < fonts.Count && fonts[font]));
                    break;
            }
        }
        return styles;
    }

    // 27–36 and 50–58 are the dates of the Chinese and other East Asian versions.
    private static bool IsBuiltInDate(int format) => format is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    internal static bool IsDateFormat(string code) => DateLetters().IsMatch(NotLetters().Replace(code.Split(';')[0], ""));

    private static int Int(XmlReader xml, string name) => int.TryParse(xml.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    [GeneratedRegex("\"[^\"]*\"|\\\\.|\\[(?!h|m|s)[^\\]]*\\]|_.|\\*.|General", RegexOptions.IgnoreCase)] private static partial Regex NotLetters();
    [GeneratedRegex("[ymdhse]", RegexOptions.IgnoreCase)] private static partial Regex DateLetters();
}
