namespace Lianxin.Rosters.Sheets;

/// <summary>Serial day numbers of Excel. 1900 system: day 1 is 1900-01-01, day 60 is a day that never was. 1904 system: day 0 is 1904-01-01.</summary>
internal static class ExcelDate
{
    private const double LastSerial = 2_958_465; // 9999-12-31

    public static DateTime? FromSerial(double serial, bool date1904)
    {
        if (!double.IsFinite(serial) || serial < 0 || serial > LastSerial) return null;
        if (date1904) return Round(new DateTime(1904, 1, 1), serial);
        if (serial is >= 60 and < 61 or < 1) return null;
        return Round(serial < 60 ? new DateTime(1899, 12, 31) : new DateTime(1899, 12, 30), serial);
    }

    private static DateTime? Round(DateTime start, double days)
    {
        var seconds = Math.Round(days * 86_400);
        return seconds <= (DateTime.MaxValue - start).TotalSeconds - 1 ? start.AddSeconds(seconds) : null;
    }
}
