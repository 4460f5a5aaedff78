using System.Globalization;
using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Identifiers;

namespace Lianxin.ClinicalRules.Assess.Kinds;

/// <summary>Whether a text is a resident identity number. Born after <paramref name="today"/> is a wrong date.</summary>
internal sealed class ResidentIdCheck(DateOnly today) : IKind
{
    public string Name => "resident_id";

    public JsonObject Answer(Request request)
    {
        var text = Input.ReadText("value", new Input(request.Input, "value").Need("value"));
        if (ResidentId.TryParse(text, today, out var id, out var fault)) return Valid(id);
        return new() { ["valid"] = false, ["why"] = Word(fault) };
    }

    private static JsonObject Valid(ResidentId id) => new()
    {
        ["valid"] = true, ["birth"] = id.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["sex"] = id.IsFemale ? "f" : "m",
    };

    private static string Word(ResidentIdFault fault) => fault switch
    {
        ResidentIdFault.Characters => "characters",
        ResidentIdFault.Province => "province",
        ResidentIdFault.Date => "date",
        ResidentIdFault.Check => "check",
        _ => "length", // an empty text too
    };
}

/// <summary>Whether a text is a unified social credit code.</summary>
internal sealed class UsccCheck : IKind
{
    public string Name => "uscc";

    public JsonObject Answer(Request request)
    {
        var text = Input.ReadText("value", new Input(request.Input, "value").Need("value"));
        if (UnifiedSocialCreditCode.TryParse(text, out _, out var fault)) return new() { ["valid"] = true };
        return new() { ["valid"] = false, ["why"] = fault switch { CreditCodeFault.Characters => "characters", CreditCodeFault.Check => "check", _ => "length" } };
    }
}
