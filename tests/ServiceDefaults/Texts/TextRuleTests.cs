using System.Text;
using Social.ServiceDefaults.Texts;

namespace Social.Tests.ServiceDefaults.Texts;

public sealed class TextRuleTests
{
    static readonly TextRules Rules = new(10);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\u00a0\u2003\u3000")]
    [InlineData("\u200b\u200c\u200d\u2060\ufeff")]
    [InlineData("\u3164\u115f\u1160\uffa0")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u200e\u200f\u202a\u202e\u2066\u2069\u061c")]
    [InlineData("\u00ad\u034f\ufe0f")]
    [InlineData("\u0301")]
    [InlineData("\U000e0041\U000e0042")]
    [InlineData("\ue000")]
    public void A_text_of_nothing_visible_is_empty(string text)
    {
        Assert.Null(Rules.Error(text, "A text", out var kept));
        Assert.Equal("", kept);
    }

    [Theory]
    [InlineData("  hi \u200b", "hi")]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("\u2764\ufe0f ", "\u2764\ufe0f")]
    [InlineData("e\u0301", "\u00e9")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("\u0b95\u0bc6\u0bbe", "\u0b95\u0bca")]
    [InlineData("\uf900", "\u8c48")]
    [InlineData("\u05e9\u05c1\u05b8\u05bc\u059a", null)]
    [InlineData("\u0645\u06cc\u200c\u0631\u0648\u0645", "\u0645\u06cc\u200c\u0631\u0648\u0645")]
    [InlineData("\ud83e\udee9", "\ud83e\udee9")]
    public void A_text_is_kept_in_one_form(string text, string? expected)
    {
        Assert.Null(Rules.Error(text, "A text", out var kept));
        Assert.Equal(expected ?? text.Normalize(), kept);
    }

    [Theory]
    [InlineData("12345678901")]
    [InlineData("a\u0007b")]
    [InlineData("a\0b")]
    public void Other_texts_are_refused(string text) => Assert.NotNull(Rules.Error(text, "A text", out _));

    [Fact]
    public void Marks_pile_up_only_so_high()
    {
        Assert.Null(Rules.Error("a" + new string('\u0316', 8), "A text", out _));
        Assert.NotNull(Rules.Error("a" + new string('\u0316', 9), "A text", out _));
        Assert.NotNull(new TextRules(2_200).Error(new string('\u0316', 30_000), "A text", out _));
    }

    [Fact]
    public void Characters_count_as_people_count_them_and_bytes_besides()
    {
        const string Family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        Assert.Null(Rules.Error(string.Concat(Enumerable.Repeat("\ud83c\udde9\ud83c\uddea", 10)), "A text", out _));
        Assert.NotNull(Rules.Error(string.Concat(Enumerable.Repeat("\ud83c\udde9\ud83c\uddea", 11)), "A text", out _));
        Assert.True(Encoding.UTF8.GetByteCount(Family) * 10 > Rules.MaxBytes);
        Assert.Contains("bytes", Rules.Error(string.Concat(Enumerable.Repeat(Family, 10)), "A text", out _), StringComparison.Ordinal);
        Assert.NotNull(new TextRules(10, Lines: false).Error("a\nb", "A name", out _));
    }

    /// <summary>As Intl.Segmenter of Unicode 17 counts: Web/src/ui/characters.test.ts has the same table.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("e\u0301", 1)]
    [InlineData("\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66", 1)]
    [InlineData("\ud83c\udde9\ud83c\uddea\ud83c\uddeb\ud83c\uddf7", 2)]
    [InlineData("\u0928\u092e\u0938\u094d\u0924\u0947", 3)]
    [InlineData("\u0915\u094d\u0937\u093f", 1)]
    [InlineData("\u0b95\u0bcd\u0bb7\u0bbf", 2)]
    [InlineData("\ud55c\uad6d\uc5b4", 3)]
    [InlineData("\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", 4)]
    [InlineData("1\ufe0f\u20e3", 1)]
    public void A_character_is_a_grapheme_cluster(string text, int expected) => Assert.Equal(expected, Graphemes.Count(text));

    [Theory]
    [InlineData("\u039b\u039f\u0393\u039f\u03a3", "\u03bb\u03bf\u03b3\u03bf\u03c2")]
    [InlineData("\u0130zmir", "izmir")]
    [InlineData("\u0130zmir", "i\u0307ZMIR")]
    [InlineData("Stra\u00dfe", "STRASSE")]
    [InlineData("STRA\u1e9eE", "strasse")]
    [InlineData("\ufb03x", "FFIX")]
    [InlineData("\u212belvin", "\u00e5ELVIN")]
    [InlineData("\u1112\u1161\u11ab", "\ud55c")]
    [InlineData("\uf900", "\u8c48")]
    [InlineData("\U00010400", "\U00010428")]
    [InlineData("\u13a0", "\uab70")]
    [InlineData("\uff03Tag", "#tag")]
    [InlineData("\u8fbb\U000e0100", "\u8fbb")]
    public void A_tag_is_looked_up_without_regard_to_case(string one, string other) => Assert.Equal(Tags.Key(one), Tags.Key(other));

    [Theory]
    [InlineData("caf\u00e9", "cafe")]
    [InlineData("\u0645\u06cc\u200c\u0631\u0648\u0645", "\u0645\u06cc\u0631\u0648\u0645")]
    public void Other_tags_stay_apart(string one, string other) => Assert.NotEqual(Tags.Key(one), Tags.Key(other));
}
