using Social.ServiceDefaults.Texts;

namespace Social.Tests.Questions;

/// <summary>What is shown of a match is what the search matched.</summary>
public sealed class SearchHitTests
{
    [Theory]
    [InlineData("How to sort?", "sort", "How to [sort]?")]
    [InlineData("Straße und STRASSE", "strasse", "[Straße] und [STRASSE]")]
    [InlineData("call foo_bar(x)", "foo", "call [foo]_bar(x)")]
    [InlineData("東京都の天気", "京都", "東[京都]の天気")]
    [InlineData("東京都の天気", "東京都", "[東京都]の天気")]
    [InlineData("red green", "red -green", "[red] green")]
    [InlineData("C++ or C?", "c++", "[C++] or C?")]
    [InlineData("C# or C?", "c", "[C]# or [C]?")]
    [InlineData("nothing here", "else", "nothing here")]
    public void Words_are_marked_by_the_folding_that_finds_them(string text, string question, string expected) =>
        Assert.Equal(
            expected,
            string.Concat(SearchHits.Split(text, SearchWords.Wanted(question)).Select(part => part.IsHit ? $"[{part.Text}]" : part.Text))
        );

    [Fact]
    public void An_excerpt_is_around_the_first_match()
    {
        var text = string.Concat(Enumerable.Repeat("filler ", 200)) + "needle" + string.Concat(Enumerable.Repeat(" more", 200));
        var parts = SearchHits.Excerpt(text, SearchWords.Wanted("needle"), 100);
        Assert.Contains(("needle", true), parts);
        Assert.InRange(parts.Sum(part => part.Text.Length), 50, 110);
    }

    [Fact]
    public void Similar_titles_are_asked_for_by_any_word_that_says_something() =>
        Assert.Equal("'sort':A | 'c#':A | '東京':A", SearchWords.AnyOf("How do I sort a C# 東京?"));
}
