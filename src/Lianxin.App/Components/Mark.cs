namespace Lianxin.App.Components;

/// <summary>A special mark of a person: allergy, history, medicine, mobility.</summary>
/// <param name="Kind">allergy, medicine, mobility, history or another; chooses the icon.</param>
/// <param name="Unverified">Reported by a roster or another hospital, confirmed by nobody here.</param>
public sealed record Mark(string Words, string Kind = "", bool Unverified = false)
{
    internal Glyph? Glyph => Kind switch { "allergy" => Components.Glyph.Warning, "medicine" => Components.Glyph.Pill, "mobility" => Components.Glyph.Mobility, "same-name" => Components.Glyph.People, _ => null };
}
