using Lianxin.Core.Secrets;
using Lianxin.Residents.Search;

namespace Lianxin.Tests.Search;

public class SearchQueryTests
{
    [Theory]
    [InlineData(null, QueryKind.Nothing)]
    [InlineData(" ", QueryKind.Nothing)]
    [InlineData("😀", QueryKind.Nothing)]
    [InlineData("cj", QueryKind.Initials)]
    [InlineData("CJ", QueryKind.Initials)]
    [InlineData("ｃｊ", QueryKind.Initials)]
    [InlineData("c", QueryKind.Initials)]
    [InlineData("chenjie", QueryKind.Pinyin)]
    [InlineData("chen", QueryKind.Pinyin)]
    [InlineData("chenjy", QueryKind.Pinyin)]
    [InlineData("an", QueryKind.Pinyin)]
    [InlineData("陈", QueryKind.Name)]
    [InlineData("陈 洁", QueryKind.Name)]
    [InlineData("陈j", QueryKind.Name)]
    [InlineData("c洁", QueryKind.Name)]
    [InlineData("123", QueryKind.Unfinished)]
    [InlineData("1234", QueryKind.LastFour)]
    [InlineData("１２３４", QueryKind.LastFour)]
    [InlineData("018x", QueryKind.LastFour)]
    [InlineData("19900001234", QueryKind.Phone)]
    [InlineData("+86 199-0000-1234", QueryKind.Phone)]
    [InlineData("073184300000", QueryKind.Phone)]
    [InlineData("430201198703150026", QueryKind.IdNumber)]
    [InlineData("43020119900410018x", QueryKind.IdNumber)]
    [InlineData("４３０２０１１９８７０３１５００２６", QueryKind.IdNumber)]
    [InlineData("430201620705001", QueryKind.IdNumber)]
    [InlineData("43020100300100007", QueryKind.RecordNumber)]
    [InlineData("001-00007", QueryKind.RecordNumber)]
    [InlineData("A-00012", QueryKind.RecordNumber)]
    public void What_was_typed_is_understood(string? text, QueryKind kind) => Assert.Equal(kind, SearchQuery.Of(text).Kind);

    [Fact]
    public void A_query_of_any_length_is_answered_quickly_and_stays_within_the_key()
    {
        foreach (var piece in (string[])["a", "ch", "1", "陈c", "长行", "😀", "·"])
        {
            var query = SearchQuery.Of(string.Concat(Enumerable.Repeat(piece, 5000)));
            Assert.All(query.Lookups, l => Assert.InRange(l.Value.Length, 1, SearchKey.MaxLength));
            Assert.Equal(!query.NeedsCheck, query.Accepts("陈洁"));
        }
    }

    [Theory]
    [InlineData("430201198703150026", false)]
    [InlineData("43020119900410018X", false)]
    [InlineData("810000198501010029", false)]
    [InlineData("430201198703150027", true)]
    [InlineData("430201198703150O26", false)] // a letter inside: not taken for an identity number at all
    public void A_mistyped_identity_number_is_told(string text, bool mistyped) => Assert.Equal(mistyped, SearchQuery.Of(text).IsMistyped);

    [Theory]
    [InlineData("199 0000 1234", "19900001234")]
    [InlineData("+86-199-0000-1234", "１９９００００１２３４")]
    [InlineData("0086 19900001234", "1234")]
    [InlineData("0731-84300000", "073184300000")]
    [InlineData("0731-84300000-801", "0731 84300000")]
    [InlineData("0731-84300000转801", "0000")]
    public void A_phone_is_found_however_it_was_written(string stored, string query) => AssertFinds(NumberKeys.Phone(stored), query);

    [Theory]
    [InlineData("430201198703150026", "4302 0119 8703 1500 26")]
    [InlineData("43020119900410018X", "43020119900410018x")]
    [InlineData("43020119900410018x", "018X")]
    [InlineData("430201620705001", "430201196207050019")]
    [InlineData("430201196207050019", "430201620705001")]
    [InlineData("E12345678", "e12345678")]
    public void A_document_is_found_however_it_was_written(string stored, string query) => AssertFinds(NumberKeys.IdNumber(stored), query);

    [Theory]
    [InlineData("43020100300100007", "430201 003 001 00007")]
    [InlineData("43020100300100007", "001-00007")]
    [InlineData("A-00012", "a00012")]
    public void A_record_number_is_found_whole_or_as_printed(string stored, string query) => AssertFinds(NumberKeys.RecordNumber(stored), query);

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("无")]
    public void What_is_no_number_gives_no_key(string text)
    {
        Assert.Empty(NumberKeys.Phone(text));
        Assert.Empty(NumberKeys.IdNumber(text));
    }

    [Fact]
    public void Names_that_only_share_first_letters_are_not_taken_for_mixed_typing()
    {
        var query = SearchQuery.Of("chenjy");
        Assert.True(query.NeedsCheck);
        Assert.True(query.Accepts("陈静怡"));
        Assert.True(query.Accepts("程静怡")); // chen is also the beginning of cheng
        Assert.False(query.Accepts("曹静怡"));
        Assert.False(SearchQuery.Of("陈j").Accepts("陈丽"));
        Assert.True(SearchQuery.Of("c洁").Accepts("陈洁"));
        Assert.False(SearchQuery.Of("cj").NeedsCheck);
    }

    [Fact]
    public void Numbers_are_stored_and_looked_up_blind_and_names_in_the_open()
    {
        using var ring = KeyRing.InMemory();
        var stored = NumberKeys.Phone("19900001234").Select(k => k.Stored(ring)).ToArray();
        Assert.All(stored, s => Assert.Matches("^[0-9A-F]{32}$", s));
        var lookup = Assert.Single(SearchQuery.Of("19900001234").Lookups);
        AssertInRange(stored[0], lookup, ring);

        foreach (var (key, query) in ((string, string)[])[("chenjie", "chen"), ("chenjie", "chenjie"), ("陈𬭊", "陈"), ("陈\U0010FFFD", "陈")])
        {
            var range = SearchQuery.Of(query).Lookups.Single(l => l.Kind is KeyKind.Pinyin or KeyKind.Han);
            AssertInRange(key, range, ring);
        }
        var chen = SearchQuery.Of("chen").Lookups.Single(l => l.Kind == KeyKind.Pinyin);
        Assert.True(string.CompareOrdinal("cheo", chen.Until(ring)) > 0);
    }

    // As both databases compare: by the bytes of UTF-8.
    private static void AssertInRange(string stored, KeyLookup lookup, ISecrets secrets)
    {
        Assert.True(Compare(stored, lookup.From(secrets)) >= 0);
        Assert.True(Compare(stored, lookup.Until(secrets)) < 0);

        static int Compare(string a, string b) => System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b));
    }

    private static void AssertFinds(IReadOnlyList<SearchKey> keys, string query) =>
        Assert.Contains(SearchQuery.Of(query).Lookups, l => keys.Any(l.Meets));
}
