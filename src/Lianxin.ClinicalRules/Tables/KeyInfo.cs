using System.Globalization;

namespace Lianxin.ClinicalRules.Tables;

/// <summary>What kind of value a key takes.</summary>
public enum KeyType : byte { Number, Flag, Code }

/// <summary>A key that rules read: a fact of <c>facts.csv</c>, an analyte of <c>thresholds.csv</c>, or the weight from which the BMI comes.</summary>
/// <param name="Units">Spellings of the same unit, the first for showing; empty when it has none.</param>
/// <param name="Codes">Codes a text may be; empty for other types.</param>
/// <param name="Least">Smallest number the dictionary states, else null.</param>
/// <param name="Most">Largest number the dictionary states, else null.</param>
/// <param name="PerFetus">Asked of each fetus.</param>
public sealed record KeyInfo(string Key, KeyType Type, IReadOnlyList<string> Units, IReadOnlyList<string> Codes, decimal? Least, decimal? Most, bool PerFetus,
    string Zh, string En)
{
    /// <summary>The dictionary: facts first, then analytes that are no facts, then what <c>fields.csv</c> says of the same keys.</summary>
    internal static Dictionary<string, KeyInfo> ReadAll(IReadOnlyList<Threshold> thresholds, IReadOnlyList<FieldRow> fields, IReadOnlyList<DerivationRow> derivations)
    {
        Dictionary<string, KeyInfo> keys = new(StringComparer.Ordinal);
        foreach (var row in Csv.Embedded("facts.csv").Rows) keys.Add(row["key"], ReadFact(row));
        foreach (var row in thresholds)
        {
            if (row.Analyte.Length == 0) continue;
            var key = keys.GetValueOrDefault(row.Analyte)
                ?? new(row.Analyte, row.Code is null ? KeyType.Number : KeyType.Code, [], [], null, null, false, row.NameZh, row.NameEn);
            keys[row.Analyte] = key with { Units = With(key.Units, row.Unit), Codes = With(key.Codes, row.Code) };
        }
        foreach (var field in fields)
        {
            if (field is { Key: "weight_kg", Unit.Length: > 0 } && !keys.ContainsKey(field.Key))
            {
                keys.Add(field.Key, new(field.Key, KeyType.Number, [field.Unit], [], null, null, false, "体重", "weight"));
            }
            if (!keys.TryGetValue(field.Key, out var key)) continue;
            if (field.PerFetus) key = key with { PerFetus = true };
            if (key.Type == KeyType.Code)
            {
                foreach (var code in field.Codes) key = key with { Codes = With(key.Codes, code) };
            }
            keys[field.Key] = key;
        }
        var perFetus = fields.Where(field => field.PerFetus).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var row in derivations)
        {
            if (row.Sets && keys.TryGetValue(row.Fact, out var key) && row.Expression.Keys.All(perFetus.Contains)) keys[row.Fact] = key with { PerFetus = true };
        }
        return keys;
    }

    private static KeyInfo ReadFact(CsvRow row)
    {
        var type = row.Word("type", ("number", KeyType.Number), ("boolean", KeyType.Flag), ("string", KeyType.Code));
        var more = row["unit_or_values"];
        var info = new KeyInfo(row["key"], type, [], [], null, null, false, row["name_zh"], row["name_en"]);
        if (type == KeyType.Code) return info with { Codes = more.Split('|') };
        var dots = more.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return info with { Units = With([], more) };
        return info with
        {
            Least = decimal.Parse(more[..dots], CultureInfo.InvariantCulture),
            Most = decimal.Parse(more[(dots + 2)..], CultureInfo.InvariantCulture),
        };
    }

    private static IReadOnlyList<string> With(IReadOnlyList<string> list, string? one) => string.IsNullOrEmpty(one) || list.Contains(one) ? list : [.. list, one];

    /// <summary>A number in the unit of this key, or null when the conversion is not exact or not known.</summary>
    /// <param name="value">The number as given.</param>
    /// <param name="unit">Its unit; null or empty = the unit of the key.</param>
    public decimal? Convert(decimal value, string? unit)
    {
        if (string.IsNullOrEmpty(unit) || Units.Contains(unit)) return value;
        foreach (var to in Units)
        {
            if (!ClinicalTables.Units.TryGetValue((unit, to), out var factor)) continue;
            try
            {
                return value * factor;
            }
            catch (OverflowException)
            {
                return null; // no measured value is that large
            }
        }
        return null;
    }
}
