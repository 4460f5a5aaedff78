namespace Lianxin.Rosters.Sheets;

/// <summary>What a sheet may cost to read. Beyond any of these the file is refused, whatever its headers claim.</summary>
/// <remarks>Chosen so that a roster of 50,000 rows with 60 columns passes, and a hostile file ends within some 100 MB of memory.</remarks>
public sealed record SheetLimits
{
    public static SheetLimits Default { get; } = new();

    /// <summary>Bytes of the file itself. Default 32 MiB.</summary>
    public long FileBytes { get; init; } = 32L << 20;
    /// <summary>Bytes that all parts read may inflate to. Default 400 MiB: a million formatted but empty rows still pass.</summary>
    public long InflatedBytes { get; init; } = 400L << 20;
    /// <summary>Inflated bytes for each packed byte of a part larger than <see cref="RatioFrom"/>. Default 250; real sheets stay below 100.</summary>
    public int Ratio { get; init; } = 250;
    public long RatioFrom { get; init; } = 4L << 20;
    /// <summary>Entries of the archive. Default 2,000.</summary>
    public int Entries { get; init; } = 2_000;
    /// <summary>Rows that are read; a list of more than 20,000 belongs to the background import. Default 60,000.</summary>
    public int Rows { get; init; } = 60_000;
    /// <summary>Columns with content. Default 256.</summary>
    public int Columns { get; init; } = 256;
    /// <summary>Cells with content. Default 4,000,000.</summary>
    public int Cells { get; init; } = 4_000_000;
    /// <summary>Characters of all shared strings, or of all texts of the sheet. Default 24,000,000.</summary>
    public int Characters { get; init; } = 24_000_000;
    /// <summary>Characters of one cell; Excel's own limit. Default 32,767.</summary>
    public int CellCharacters { get; init; } = 32_767;
    /// <summary>Sheets of a workbook. Default 60.</summary>
    public int Sheets { get; init; } = 60;
}
