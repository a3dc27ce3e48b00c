using System.Text.RegularExpressions;
using Social.Tests.Testing;

namespace Social.Tests.Architecture;

public sealed partial class GlossaryTests
{
    const string Glossary = "docs/glossary.md";

    static readonly HashSet<string> Retired =
    [
        .. Rows().SelectMany(row => Code().Matches(row.Retired)).Select(word => word.Groups[1].Value),
    ];

    [Fact]
    public void The_glossary_lists_each_concept_once_and_in_order()
    {
        List<string> concepts = [.. Rows().Select(row => row.Concept)];
        Assert.NotEmpty(concepts);
        Assert.Equal(concepts.Distinct().OrderBy(c => c.ToLowerInvariant(), StringComparer.Ordinal), concepts);
    }

    [Fact]
    public void No_retired_word_is_an_identifier()
    {
        var used =
            from file in Checkout.Sources(".cs")
            from word in Identifiers(Checkout.Read(file))
            where Retired.Contains(word)
            select $"{file}: {word}";
        Assert.Empty(used);
    }

    [Fact]
    public void No_retired_word_is_in_a_log_template()
    {
        var used =
            from file in Checkout.Sources(".cs")
            from template in LogTemplate().Matches(Checkout.Read(file))
            from word in Word().Matches(template.Groups[1].Value)
            where Retired.Contains(word.Value)
            select $"{file}: {word.Value} in \"{template.Groups[1].Value}\"";
        Assert.Empty(used);
    }

    [Fact]
    public void Words_in_comments_and_texts_are_no_identifiers()
    {
        var words = Identifiers("var a = \"b // c\"; // d\n/* e */ f(@\"g\"\"h\", 'i', $\"\"\"j \"k\" l\"\"\");");
        Assert.Equal(["a", "f", "var"], words.Order(StringComparer.Ordinal));
    }

    static IEnumerable<(string Concept, string Retired)> Rows() =>
        from line in Checkout.Read(Glossary).Split("\n## ")[0].Split('\n')
        where line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Concept", StringComparison.Ordinal)
        let cells = line.Split('|')
        select (cells[1].Trim(), cells[3]);

    static HashSet<string> Identifiers(string source) => [.. Word().Matches(NoCode().Replace(source, " ")).Select(word => word.Value)];

    [GeneratedRegex("`(\\w+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b[A-Za-z_]\w*\b")]
    private static partial Regex Word();

    [GeneratedRegex("""LoggerMessage\(\s*LogLevel\.\w+,\s*"((?:[^"\\]|\\.)*)"[^)]*\)""")]
    private static partial Regex LogTemplate();

    // Comments, then raw, verbatim and plain texts, and characters: the leftmost begins first, so that // within a text is no comment.
    [GeneratedRegex(
        """//[^\n]*|/\*.*?\*/|\$*"{3,}.*?"{3,}|(?:\$@|@\$?)"(?:[^"]|"")*"|\$?"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'""",
        RegexOptions.Singleline
    )]
    private static partial Regex NoCode();
}
