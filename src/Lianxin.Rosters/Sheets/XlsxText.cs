using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Lianxin.Rosters.Sheets;

/// <summary>Texts of a workbook: the shared table, and the runs of one text.</summary>
internal sealed partial class XlsxText
{
    private const int MostStrings = 2_000_000;
    private readonly List<(string Text, bool Struck)> strings = [];

    public (string Text, bool Struck) this[int index] => index >= 0 && index < strings.Count ? strings[index] : throw new RosterRefusedException("damaged");

    public static XlsxText Read(XlsxPackage package, string? path, SheetLimits limits)
    {
        var table = new XlsxText();
        if (path is null || !package.Has(path)) return table;
        long characters = 0;
        using var xml = package.Open(path);
        while (XlsxPackage.Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            var item = ReadRuns(xml, limits);
            characters += item.Text.Length;
            if (characters > limits.Characters || table.strings.Count >= MostStrings) throw new RosterRefusedException("too-large");
            table.strings.Add(item);
        }
        return table;
    }

    /// <summary>Joins the runs of the element the reader stands on; phonetic guides are no text. Struck when every run with text is.</summary>
    public static (string Text, bool Struck) ReadRuns(XmlReader xml, SheetLimits limits)
    {
        if (xml.IsEmptyElement) return ("", false);
        var (depth, text, runStruck, anyPlain, anyStruck) = (xml.Depth, new StringBuilder(), false, false, false);
        while (XlsxPackage.Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA) continue;
            if (xml.NodeType != XmlNodeType.Element) continue;
            if (xml.LocalName == "rPh") { SkipElement(xml); continue; }
            if (xml.LocalName == "r") runStruck = false;
            else if (xml.LocalName == "strike") runStruck = xml.GetAttribute("val") is not ("0" or "false");
            else if (xml.LocalName == "t")
            {
                var part = ReadText(xml);
                if (part.Trim().Length > 0) (anyPlain, anyStruck) = (anyPlain || !runStruck, anyStruck || runStruck);
                text.Append(part);
                if (text.Length > limits.CellCharacters * 2) throw new RosterRefusedException("too-large");
            }
        }
        return (Unescape(text.ToString()), anyStruck && !anyPlain);
    }

    /// <summary>Text of the element the reader stands on; the reader is left on its end.</summary>
    public static string ReadText(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var (depth, text) = (xml.Depth, "");
        while (XlsxPackage.Next(xml) && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA) text += xml.Value;
        }
        return text;
    }

    private static void SkipElement(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (XlsxPackage.Next(xml) && xml.Depth > depth) { }
    }

    // Excel writes characters that XML cannot hold as _x000D_. NUL stays as written: no text of ours may hold it.
    private static string Unescape(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text
        : Escapes().Replace(text, match => int.Parse(match.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var code && !char.IsSurrogate((char)code) ? ((char)code).ToString() : match.Value);

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")] private static partial Regex Escapes();
}
