using System.Text.RegularExpressions;
using Social.Tests.Testing;

namespace Social.Tests.Architecture;

/// <summary>The glossary's section on the web app, kept by the identifiers of Web/src and by every text people read there.</summary>
public sealed partial class WebGlossaryTests
{
    const string Glossary = "docs/glossary.md";

    static readonly HashSet<string> Identifiers =
    [
        .. Rows("## The web app").SelectMany(row => Code().Matches(row)).Select(word => word.Groups[1].Value),
    ];

    static readonly string[] Phrases = [.. Rows("## Texts on pages").Select(row => row.Trim()).Where(row => row.Length > 0)];

    [Fact]
    public void No_retired_word_is_an_identifier_of_the_web_app()
    {
        Assert.NotEmpty(Identifiers);
        var used =
            from file in Sources()
            from word in Word().Matches(NoCode().Replace(Checkout.Read(file), " "))
            where Identifiers.Contains(word.Value)
            select $"{file}: {word.Value}";
        Assert.Empty(used.Distinct());
    }

    [Fact]
    public void No_retired_phrase_is_on_a_page()
    {
        Assert.NotEmpty(Phrases);
        var used =
            from file in Sources()
            let text = Spaces().Replace(Checkout.Read(file), " ")
            from phrase in Phrases
            where Regex.IsMatch(text, $@"\b{Regex.Escape(phrase)}\b", RegexOptions.IgnoreCase)
            select $"{file}: \"{phrase}\"";
        Assert.Empty(used);
    }

    [Fact]
    public void Strings_templates_and_comments_of_typescript_are_no_identifiers()
    {
        var code = NoCode().Replace("const a = \"b // c\"; // d\n/* e */ f('g', `h`, 'it\\'s');", " ");
        Assert.Equal(["const", "a", "f"], Word().Matches(code).Select(word => word.Value));
    }

    static IEnumerable<string> Sources() =>
        Checkout
            .Sources(".ts", ".tsx")
            .Where(file => file.StartsWith("Web/src/", StringComparison.Ordinal) && !file.EndsWith(".g.ts", StringComparison.Ordinal));

    /// <summary>The last column of a section's table.</summary>
    static IEnumerable<string> Rows(string heading) =>
        Checkout
            .Read(Glossary)
            .Split('\n')
            .SkipWhile(line => line != heading)
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Split('|')[^2]);

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"[A-Za-z_$][\w$]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", RegexOptions.Singleline)]
    private static partial Regex NoCode();
}
