namespace Lianxin.Rosters.Columns;

/// <summary>Recognises a column that asks or tells the sex of an unborn child; such a file is refused as a whole.</summary>
internal static class FetalSexColumns
{
    public static bool Asks(string heading)
    {
        var clean = HeadingText.Clean(heading);
        return WordLists.ContainsAny("fetal-column-whole", clean)
            || (WordLists.ContainsAny("fetal-column-subject", clean) && WordLists.ContainsAny("fetal-column-asks", clean) && !WordLists.ContainsAny("fetal-column-born", clean));
    }
}
