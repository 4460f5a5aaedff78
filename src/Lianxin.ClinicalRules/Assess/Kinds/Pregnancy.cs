using System.Text.Json;
using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Maternal;

namespace Lianxin.ClinicalRules.Assess.Kinds;

/// <summary>Readings of pressure in pregnancy, in the order measured.</summary>
internal sealed class Bp : IKind
{
    private const string Readings = "readings", Minutes = "min";

    public string Name => "bp";

    public JsonObject Answer(Request request)
    {
        var list = new Input(request.Input, Readings).Need(Readings);
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) throw new RefusalException(Readings, "not a list of readings");
        List<PressureReading> readings = [];
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object) throw new RefusalException(Readings, "a reading is an object");
            var input = new Input(item, Minutes, "sbp", "dbp");
            var reading = new PressureReading(input.Number(Minutes, Minutes), input.Number("sbp"), input.Number("dbp"));
            if (reading is { Systolic: null, Diastolic: null }) throw new RefusalException("sbp", "a reading without a value");
            if (readings.Count > 0 && reading.Minutes is null) throw new RefusalException(Minutes, "missing");
            if (readings.Count > 0 && reading.Minutes < readings[^1].Minutes) throw new RefusalException(Minutes, "not in order");
            readings.Add(readings.Count == 0 ? reading with { Minutes = reading.Minutes ?? 0 } : reading);
        }
        return new() { ["state"] = BloodPressure.State(readings).Outcome };
    }
}

internal sealed class Dates : IKind
{
    public string Name => "dates";

    public JsonObject Answer(Request request)
    {
        var input = new Input(request.Input, "lmp", "on");
        var (lmp, on) = (input.NeedDay("lmp"), input.NeedDay("on"));
        if (on < lmp) throw new RefusalException("on", "before the last period");
        if (lmp.DayNumber + Dating.TermDays > DateOnly.MaxValue.DayNumber) throw new RefusalException("lmp", "beyond the calendar");
        var days = Dating.GaDays(lmp, on);
        return new() { ["edd"] = Dating.Edd(lmp).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["ga"] = Dating.Format(days), ["ga_days"] = days };
    }
}

internal sealed class Redate : IKind
{
    private const int Longest = 400; // catches a week typed as days or a year as an age, no clinical bound

    public string Name => "redate";

    public JsonObject Answer(Request request)
    {
        var input = new Input(request.Input, "lmp_ga_days", "us_ga_days");
        return new() { ["use"] = Dating.Redate(input.NeedWhole("lmp_ga_days", 0, Longest, "d", "days"), input.NeedWhole("us_ga_days", 0, Longest, "d", "days")).Outcome };
    }
}

internal sealed class WhoPlan : IKind
{
    private const string First = "first_contact_week";

    public string Name => "who_plan";

    public JsonObject Answer(Request request)
    {
        var (least, most) = Dating.WhoPlanWeeks;
        var week = new Input(request.Input, First).NeedWhole(First, least, most, "wk");
        return new() { ["weeks"] = new JsonArray([.. Dating.WhoPlan(week).Select(w => (JsonNode)w)]) };
    }
}
