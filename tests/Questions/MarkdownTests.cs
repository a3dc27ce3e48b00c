using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Social.Questions.Data;
using Social.Questions.Rendering;
using Social.ServiceDefaults.Errors;

namespace Social.Tests.Questions;

/// <summary>What becomes of CommonMark, and what of those who misuse it.</summary>
public sealed partial class MarkdownTests
{
    const string Media = "/media/01935fb2-6c10-7b0e-8f1d-94c1a52e7d03";

    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["a"] = ["href", "title", "rel"],
        ["img"] = ["src", "alt", "title"],
        ["code"] = ["class"],
        ["ol"] = ["start"],
    };

    // csharpier-ignore
    static readonly string[] Plain =
        ["blockquote", "br", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"];

    public static TheoryData<string> Vectors => [.. Injections.All];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void An_injection_comes_out_as_text_or_not_at_all(string source)
    {
        // Where somebody is mentioned, too, by a name that the source has.
        var html = MarkdownRenderer.Render($"{source} @ada", new HashSet<string> { "ada", "alert", "script", "javascript" }).Html;

        foreach (var element in new HtmlParser().ParseDocument($"<body>{html}").Body!.QuerySelectorAll("*"))
        {
            var attributes = element.Attributes.Select(a => a.Name).ToList();
            Assert.True(Plain.Contains(element.LocalName) || Allowed.ContainsKey(element.LocalName), $"{element.LocalName} in {html}");
            Assert.Empty(attributes.Except(Allowed.GetValueOrDefault(element.LocalName, [])));
            if (element.GetAttribute("href") is { } address)
                Assert.Matches(Address(), address);
            if (element.LocalName == "img")
                Assert.Matches(Image(), element.GetAttribute("src")!);
            if (element.GetAttribute("class") is { } language)
                Assert.Matches(Language(), language);
        }
    }

    [Theory]
    [InlineData("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>")]
    [InlineData("# One\n\n- a\n- b", "<h1>One</h1>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>")]
    [InlineData("3. a", "<ol start=\"3\">\n<li>a</li>\n</ol>")]
    [InlineData("```c#\nvar a = 1 < 2;\n```", "<pre><code class=\"language-c#\">var a = 1 &lt; 2;\n</code></pre>")]
    [InlineData("```a\"b\nx\n```", "<pre><code>x\n</code></pre>")]
    [InlineData("[a](https://b.example)", "<p><a href=\"https://b.example\" rel=\"nofollow ugc noopener\">a</a></p>")]
    [InlineData("https://b.example", "<p><a href=\"https://b.example\" rel=\"nofollow ugc noopener\">https://b.example</a></p>")]
    [InlineData("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>")]
    [InlineData($"![A loom]({Media})", $"<p><img src=\"{Media}\" alt=\"A loom\"></p>")]
    [InlineData(
        "![A loom](https://b.example/loom.png)",
        "<p><a href=\"https://b.example/loom.png\" rel=\"nofollow ugc noopener\">A loom</a></p>"
    )]
    [InlineData(
        "![](https://b.example/loom.png)",
        "<p><a href=\"https://b.example/loom.png\" rel=\"nofollow ugc noopener\">https://b.example/loom.png</a></p>"
    )]
    // As the preview in Web/src/questions/renderPreview.test.ts.
    [InlineData("[x](javascript:alert(1))", "<p><a rel=\"nofollow ugc noopener\">x</a></p>")]
    [InlineData("[x](data:text/html;base64,PHN2Zz4=)", "<p><a rel=\"nofollow ugc noopener\">x</a></p>")]
    [InlineData("[x](file:///etc/passwd)", "<p><a rel=\"nofollow ugc noopener\">x</a></p>")]
    [InlineData("<vbscript:alert(1)>", "<p><a rel=\"nofollow ugc noopener\">vbscript:alert(1)</a></p>")]
    [InlineData("![x](javascript:alert(1))", "<p>x</p>")]
    [InlineData(
        "[x](#part) [y](page)",
        "<p><a href=\"#part\" rel=\"nofollow ugc noopener\">x</a> <a href=\"page\" rel=\"nofollow ugc noopener\">y</a></p>"
    )]
    [InlineData("![A loom](/api/auth/logout)", "<p>A loom</p>")]
    [InlineData(
        "[![A loom](https://b.example/loom.png)](https://c.example)",
        "<p><a href=\"https://c.example\" rel=\"nofollow ugc noopener\">A loom</a></p>"
    )]
    public void What_is_meant_well_is_shown(string source, string html) => Assert.Equal(html, MarkdownRenderer.Render(source).Html.Trim());

    [Fact]
    public void Images_of_this_network_are_known_and_no_others()
    {
        var rendered = MarkdownRenderer.Render(
            $"![a]({Media}/thumb) ![b][1] ![c](https://b.example{Media}) `![d]({Media})`\n\n[1]: {Media}"
        );
        Assert.Equal([Guid.Parse(Media["/media/".Length..])], rendered.Images);
    }

    [Fact]
    public void A_table_is_shown()
    {
        var html = MarkdownRenderer.Render("| a | b |\n|---|:-:|\n| 1 | 2 |").Html;
        Assert.Contains("<th>a</th>", html, StringComparison.Ordinal);
        Assert.Contains("<td>2</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_mentioned_by_code_and_everything_is_found()
    {
        var rendered = MarkdownRenderer.Render("Ask *@ada* or `@bob`.\n\n```\n@carol\n```");
        Assert.Contains("@ada", rendered.Prose, StringComparison.Ordinal);
        Assert.DoesNotContain("@bob", rendered.Prose, StringComparison.Ordinal);
        Assert.DoesNotContain("@carol", rendered.Prose, StringComparison.Ordinal);
        Assert.All((string[])["@ada", "@bob", "@carol"], name => Assert.Contains(name, rendered.Plain, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ask @Ada, please.", "<p>Ask {@Ada}, please.</p>")]
    [InlineData("**@ada** and 🐣 @ada_l.1. @ada", "<p><strong>{@ada}</strong> and 🐣 {@ada_l.1}. {@ada}</p>")]
    [InlineData("@bob `@ada` ada@ada.org", "<p>@bob <code>@ada</code> ada@ada.org</p>")]
    [InlineData("[See @ada](https://b.example)", "<p><a href=\"https://b.example\" rel=\"nofollow ugc noopener\">See @ada</a></p>")]
    [InlineData("| @ada |\n|---|\n", "<table>\n<thead>\n<tr>\n<th>{@ada}</th>\n</tr>\n</thead>\n</table>")]
    public void Mentions_of_people_who_exist_are_links_to_their_profiles(string source, string html)
    {
        var expected = Mention()
            .Replace(
                html,
                m => $"<a href=\"/{m.Groups[1].Value.ToLowerInvariant()}\" rel=\"nofollow ugc noopener\">{m.Groups[1].Value}</a>"
            );
        Assert.Equal(expected, MarkdownRenderer.Render(source, new HashSet<string> { "ada", "ada_l.1" }).Html.Trim());
    }

    [Fact]
    public void What_is_nested_without_end_is_refused_or_shown_and_breaks_nothing()
    {
        foreach (var sign in (string[])[">", "[", "*_", "- ", "![", "`", "<a "])
            try
            {
                MarkdownRenderer.Render(string.Concat(Enumerable.Repeat(sign, 30_000 / sign.Length)));
            }
            catch (FaultException e)
            {
                Assert.Equal(Fault.Invalid, e.Fault);
            }
    }

    [Fact]
    public void A_short_source_that_becomes_megabytes_is_refused()
    {
        var references = $"[a]: https://e.example/{new string('x', 20_000)}\n\n{string.Concat(Enumerable.Repeat("[a] ", 2_400))}";
        var table = $"a|b\n-|-\n{new string('|', 12_000)}\n{string.Concat(Enumerable.Repeat("a|\n", 5_000))}";
        foreach (var source in (string[])[references, table])
            Assert.Equal(Fault.Invalid, Assert.Throws<FaultException>(() => MarkdownRenderer.Render(source)).Fault);
    }

    [Fact]
    public void Code_that_a_body_begins_with_keeps_its_indentation()
    {
        var body = QuestionText.ValidateBody("\n   \n    int a;\n    int b;\n", "A question");
        Assert.Equal("    int a;\n    int b;", body.Source);
        Assert.StartsWith("<pre><code>int a;", body.Html, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^((https?|mailto):|/(?!/)|#|[\w.?%-]+([/?#]|$))", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"\{(@[^}]+)\}")]
    private static partial Regex Mention();

    [GeneratedRegex(@"^/media/[0-9a-f-]{36}(/thumb)?$")]
    private static partial Regex Image();

    [GeneratedRegex(@"^language-[A-Za-z0-9+#_.-]+$")]
    private static partial Regex Language();
}
