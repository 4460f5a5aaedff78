using System.Text;

namespace Lianxin.Rosters.Sheets;

/// <summary>Opens a file as what it is, not as what it is called.</summary>
internal static class SheetFile
{
    private static readonly string[] OldNames = [".xls", ".et", ".xlt", ".ett", ".xlsb", ".ods", ".wps", ".doc"];
    private static readonly string[] WorkbookNames = [".xlsx", ".xlsm"];

    /// <summary>The file's bytes, or a refusal before more than the limit is in memory.</summary>
    public static byte[] ReadAll(Stream file, SheetLimits limits)
    {
        using var copy = new MemoryStream();
        var buffer = new byte[81_920];
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            if (copy.Length + read > limits.FileBytes) throw new RosterRefusedException("too-large");
            copy.Write(buffer, 0, read);
        }
        return copy.ToArray();
    }

    /// <summary>Null for a workbook, else the text of a separated file.</summary>
    public static string? TextOf(byte[] file, string fileName)
    {
        if (file.Length == 0) throw new RosterRefusedException("damaged");
        if (file.AsSpan().StartsWith("PK"u8)) return null;
        // The compound file of old Office, also the wrapping of an encrypted workbook.
        if (file.AsSpan().StartsWith(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 })) throw new RosterRefusedException(file.AsSpan().IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0 ? "password" : "old-format");
        var extension = Path.GetExtension(fileName);
        if (OldNames.Contains(extension, StringComparer.OrdinalIgnoreCase)) throw new RosterRefusedException("old-format");
        if (WorkbookNames.Contains(extension, StringComparer.OrdinalIgnoreCase)) throw new RosterRefusedException("damaged");
        var text = TextEncodings.Decode(file);
        if (text.AsSpan().TrimStart() is ['<', ..]) throw new RosterRefusedException("damaged");
        return text;
    }

    /// <summary>Reads a separated file with one separator; blank records stay counted.</summary>
    public static Sheet Csv(string text, char separator, string name, SheetLimits limits, int? mostRecords = null)
    {
        var rows = new List<SheetRow>();
        var (number, cells) = (0, 0L);
        foreach (var record in CsvText.Records(text, separator, limits))
        {
            number++;
            if (mostRecords is { } most && number > most) break;
            var width = record.FindLastIndex(field => !string.IsNullOrWhiteSpace(field)) + 1;
            if (width == 0) continue;
            if (width > limits.Columns) throw new RosterRefusedException("too-many-columns");
            if (rows.Count >= limits.Rows || (cells += width) > limits.Cells) throw new RosterRefusedException("too-large");
            rows.Add(new(number, [.. record.Take(width).Select(field => field.Length == 0 ? SheetCell.Empty : new SheetCell(CellKind.Text, field, Typed: false))]));
        }
        return new(name, rows) { IsCsv = true };
    }
}
