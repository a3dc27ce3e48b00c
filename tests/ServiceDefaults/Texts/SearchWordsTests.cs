using Social.ServiceDefaults.Texts;

namespace Social.Tests.ServiceDefaults.Texts;

/// <summary>What counts as a word, of a text and of a question.</summary>
public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("C# or F#?", "'c':1 'c#':1 'or':2 'f':3 'f#':3")]
    [InlineData("C++17, g++.", "'c':1 'c++':1 '17':2 'g':3 'g++':3")]
    [InlineData("a+b page#part", "'a':1 'b':2 'page':3 'part':4")]
    [InlineData("18+ wow+++ #tag + #", "'18':1 'wow':2 'tag':3")]
    [InlineData("ASP.NET x_y", "'asp':1 'net':2 'x':3 'y':4")]
    [InlineData("C#で", "'c':1 'c#':1 'で':2")]
    [InlineData("Σ+ 東京+", "'σ':1 'σ+':1 '東':2 '東京':2 '京':3")]
    public void A_text_has_words_with_signs_besides_the_letters_alone(string text, string words) =>
        Assert.Equal(words, SearchWords.Vector(text));

    [Theory]
    [InlineData("c#", "('c#')")]
    [InlineData("C++", "('c++')")]
    [InlineData("c", "('c')")]
    [InlineData("c++17", "('c++' <1> '17')")]
    [InlineData("\"c# sort\" -f#", "('c#' <1> 'sort') & !('f#')")]
    [InlineData("a+b", "('a' <1> 'b')")]
    [InlineData("18+", "('18')")]
    [InlineData("#tag", "('tag')")]
    [InlineData(".net", "('net')")]
    [InlineData("++ #", null)]
    public void A_question_asks_for_a_word_with_its_signs(string question, string? query) =>
        Assert.Equal(query, SearchWords.Query(question));
}
