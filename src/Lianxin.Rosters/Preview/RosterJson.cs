using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Lianxin.Rosters;

/// <summary>Writes a preview as <c>import … --dry-run --json</c> promises it.</summary>
public static class RosterJson
{
    private static readonly JsonWriterOptions Format = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void Write(RosterPreview preview, Stream output)
    {
        using var json = new Utf8JsonWriter(output, Format);
        json.WriteStartObject();
        if (preview.Refused is { } refused)
        {
            json.WriteStartObject("refused");
            json.WriteString("code", refused.Code);
            json.WriteString("message", RosterWords.Of(refused.Code));
            json.WriteEndObject();
        }
        else json.WriteNull("refused");
        json.WriteString("sheet", preview.Sheet);
        if (preview.HeadingRow is { } heading) json.WriteNumber("heading_row", heading); else json.WriteNull("heading_row");
        json.WriteStartArray("columns");
        foreach (var column in preview.Columns)
        {
            json.WriteStartObject();
            json.WriteString("heading", column.Heading);
            json.WriteString("column", column.Column?.Name);
            if (column.Restricted) json.WriteBoolean("restricted", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in preview.Rows) WriteRow(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, RosterRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("row", row.Number);
        json.WriteString("outcome", row.Outcome switch { RosterOutcome.Accept => "accept", RosterOutcome.Ask => "ask", RosterOutcome.Refuse => "refuse", _ => "skip" });
        json.WriteStartObject("values");
        foreach (var (column, value) in row.Values)
        {
            json.WritePropertyName(column);
            WriteValue(json, value);
        }
        json.WriteEndObject();
        json.WriteStartArray("problems");
        foreach (var problem in row.Problems)
        {
            json.WriteStartObject();
            json.WriteString("heading", problem.Heading);
            json.WriteString("column", problem.Column);
            json.WriteString("code", problem.Code);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); break;
            case decimal number: json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case DateOnly day: json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case string[] codes:
                json.WriteStartArray();
                foreach (var code in codes) json.WriteStringValue(code);
                json.WriteEndArray();
                break;
            default: throw new InvalidOperationException($"No JSON for {value.GetType()}.");
        }
    }
}
