using Lianxin.ClinicalRules.Forms;

namespace Lianxin.App.Forms;

/// <summary>The one key that chooses each option while its group has the focus.</summary>
public static class OptionKeys
{
    /// <summary>Codes of one sign keep it; <c>neg</c> is n and <c>2+</c> is 2; words take their first free letter; the rest the next free letter.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<FieldOption> options)
    {
        Dictionary<string, string> keys = [];
        // s opens the status of a field.
        HashSet<string> taken = ["s"];
        foreach (var option in options.Where(o => o.Code.Length == 1 || o.Code is [_, '+'])) Give(option, option.Code[..1].ToLowerInvariant());
        foreach (var option in options.Where(o => !keys.ContainsKey(o.Code)))
        {
            var letters = option.Code.ToLowerInvariant().Where(char.IsAsciiLetter).Concat("abcdefghijklmnopqrtuvwxyz");
            Give(option, letters.Select(l => l.ToString()).FirstOrDefault(l => !taken.Contains(l)));
        }
        return keys;

        void Give(FieldOption option, string? key)
        {
            if (key is not null && taken.Add(key)) keys[option.Code] = key;
        }
    }
}
