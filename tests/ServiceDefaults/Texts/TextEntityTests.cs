using Social.ServiceDefaults.Texts;

namespace Social.Tests.ServiceDefaults.Texts;

/// <summary>The grammar of mentions, tags and links: each case is a text and what it holds.</summary>
public sealed class TextEntityTests
{
    public static TheoryData<string, string> Links =>
        new()
        {
            { "https://ex.com/?u=@bob", "link:https://ex.com/?u=@bob" },
            { "/~@bob /app/#settings/x matrix.to/#/#room ex.com/@bob ex.com:80/#x", "" },
            { "ftp://ex.com/z#part www.ex.com/#part", "" },
            { "http:// https:// https://) javascript:alert(1)", "" },
            { "HTTPS://EX.COM/A!", "link:HTTPS://EX.COM/A" },
            { "https://ex.com/~user/@a", "link:https://ex.com/~user/@a" },
            { "(see https://en.wikipedia.org/wiki/Foo_(bar))", "link:https://en.wikipedia.org/wiki/Foo_(bar)" },
            { "https://ex.com/a_(b)_[c]{d}", "link:https://ex.com/a_(b)_[c]{d}" },
            { "[https://ex.com/b]. \u201chttps://ex.com/c\u201d", "link:https://ex.com/b link:https://ex.com/c" },
            { "<https://ex.com/a>, 'https://ex.com/b'!", "link:https://ex.com/a link:https://ex.com/b" },
            { "https://ex.com/\u9053\u3002\u6b21", "link:https://ex.com/\u9053" },
            { "\u770b\u300chttps://ex.com/\u300d\u3001", "link:https://ex.com/" },
            {
                "https://ex.com/a\u2026 https://ex.com/b\uff09 https://ex.com/c\u060c",
                "link:https://ex.com/a link:https://ex.com/b link:https://ex.com/c"
            },
            { "https://ex.com\u3092\u898b\u3066", "link:https://ex.com" },
            { "https://\u4f8b\u3048.jp/\u540d", "link:https://\u4f8b\u3048.jp/\u540d" },
            { "https://ex.com/a\u200bb", "link:https://ex.com/a" },
        };

    public static TheoryData<string, string> Found =>
        new()
        {
            { "#\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 ends", "tag:\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645" },
            {
                "#\u0dc1\u0dca\u200d\u0dbb\u0dd3 #\u0928\u092e\u0938\u094d\u0924\u0947",
                "tag:\u0dc1\u0dca\u200d\u0dbb\u0dd3 tag:\u0928\u092e\u0938\u094d\u0924\u0947"
            },
            { "#\u0645\u06cc\u200c #a\u200d.", "tag:\u0645\u06cc" },
            { "#\U00010400\U00010401 #\U00020000", "tag:\U00010400\U00010401 tag:\U00020000" },
            { "#123 #1\ufe0f\u20e3 #\ufe0f\u20e31 #_ #__ #2026 #\u0663\u0664", "" },
            { "#4ever #go_2", "tag:4ever tag:go_2" },
            { "\uff03\u5168\u89d2 #\u611b", "tag:\u5168\u89d2 tag:\u611b" },
            { "\u65e5\u672c#\u6771\u4eac#\u5927\u962a\u3002", "tag:\u6771\u4eac tag:\u5927\u962a" },
            { "# C# a#bc ##de &#39; /#fg =#hi @#jk #C++", "" },
            { "\ud83d\ude00#smile #one-two #three/four", "tag:smile tag:one tag:three" },
            { "#x\u0301y \u0435#\u0435\u0435 a_#bc", "tag:x\u0301y" },
            { "I saw @victim.", "mention:victim mention:victim." },
            { "@victim... yes", "mention:victim mention:victim..." },
            { "(@Bob_1), @ada.l: @ada.l!", "mention:bob_1 mention:ada.l mention:ada.l" },
            { "\u4f60\u597d@name\u5417 \uc548\ub155@name \u0e14\u0e35@name", "mention:name mention:name mention:name" },
            { "@name\ub2d8 @name\u3055\u3093 @name\u0e04\u0e30", "mention:name mention:name mention:name" },
            { "@bob\u00e9 @bob\u0301 me@example.org @bob@example.org .@bob -@bob @ab @@bob", "" },
            { "@a123456789012345678901234567890", "" },
            { "\uff20bob", "mention:bob" },
        };

    [Theory]
    [MemberData(nameof(Links))]
    [MemberData(nameof(Found))]
    public void A_text_holds(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', TextEntities.Parse(text).Select(e => $"{e.Kind.ToString().ToLowerInvariant()}:{e.Value}")));

    [Theory]
    [InlineData("\ud83d\ude00 @ada \U00010400 #tag", 2, 6, 9, 13)]
    [InlineData("e\u0301 @ada #tag", 3, 7, 8, 12)]
    [InlineData("@ada #tag", 0, 4, 5, 9)]
    public void Positions_count_code_points(string text, params int[] expected) =>
        Assert.Equal(expected, TextEntities.Parse(text).SelectMany(e => (int[])[e.Start, e.End]));

    [Fact]
    public void Only_so_many_people_and_tags_count()
    {
        var many = string.Join(' ', Enumerable.Range(0, 50).Select(i => $"@person{i} #tag{i}"));
        var found = TextEntities.Parse(many + " @person0 #TAG0");
        Assert.Equal(TextEntities.MaxMentions + 1, found.Count(e => e.Kind == TextEntityKind.Mention));
        Assert.Equal(TextEntities.MaxTags + 1, found.Count(e => e.Kind == TextEntityKind.Tag));
    }

    [Theory]
    [InlineData("https://")]
    [InlineData("(https://a.b/(")]
    [InlineData("a.")]
    [InlineData("@a.")]
    [InlineData("#")]
    [InlineData("a#")]
    [InlineData("\u0915\u094d")]
    public async Task Hostile_texts_take_no_longer_than_others(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 50_000));
        // Quadratic time would be minutes.
        await Task.Run(() => TextEntities.Parse(text)).WaitAsync(TimeSpan.FromSeconds(20));
    }
}
