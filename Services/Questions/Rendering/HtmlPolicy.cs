using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Ganss.Xss;

namespace Social.Questions.Rendering;

/// <summary>
/// What HTML may be shown: the elements that CommonMark, tables and strikethrough make, links that give nobody credit, images of this
/// network alone, and the language of a code block. No style, no script, no id, no form, no address of another kind.
/// </summary>
static partial class HtmlPolicy
{
    const string Rel = "nofollow ugc noopener";

    // Its own sanitiser is documented to be used by many threads at once as long as nobody changes it.
    static readonly HtmlSanitizer Sanitizer = Create();

    public static string Sanitize(string html) => Sanitizer.Sanitize(html);

    /// <summary>The image of this network that an address names; null when it is another address.</summary>
    public static Guid? ToMediaId(string address) => Image().IsMatch(address) ? Guid.Parse(address.AsSpan("/media/".Length, 36)) : null;

    static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(
            new HtmlSanitizerOptions
            {
                // csharpier-ignore
                AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
                {
                    "a",
                    "blockquote",
                    "br",
                    "code",
                    "del",
                    "em",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "hr",
                    "img",
                    "li",
                    "ol",
                    "p",
                    "pre",
                    "strong",
                    "table",
                    "tbody",
                    "td",
                    "th",
                    "thead",
                    "tr",
                    "ul",
                },
                AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
                {
                    "href",
                    "src",
                    "alt",
                    "title",
                    "class",
                    "start",
                },
                AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
                UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src" },
                AllowedCssProperties = new HashSet<string>(),
                AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
            }
        );
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is IElement element)
                Narrow(element);
        };
        return sanitizer;
    }

    static void Narrow(IElement element)
    {
        Keep(element, "class", element.LocalName == "code" && Language().IsMatch(element.GetAttribute("class") ?? ""));
        Keep(element, "start", element.LocalName == "ol");
        Keep(element, "href", element.LocalName == "a");
        Keep(element, "src", element.LocalName == "img");
        if (element.LocalName == "a")
            element.SetAttribute("rel", Rel);
        if (element.LocalName == "img" && ToMediaId(element.GetAttribute("src") ?? "") is null)
            element.Replace(InPlaceOf(element));
    }

    /// <summary>An image of another host is a link to it: shown, it would tell that host of every reader. Within a link it is its description.</summary>
    static INode InPlaceOf(IElement image)
    {
        var (source, alt) = (image.GetAttribute("src") ?? "", image.GetAttribute("alt") ?? "");
        var isElsewhere = Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");
        if (!isElsewhere || image.Closest("a") is not null)
            return image.Owner!.CreateTextNode(alt);
        var link = image.Owner!.CreateElement("a");
        link.SetAttribute("href", source);
        link.SetAttribute("rel", Rel);
        link.TextContent = alt.Trim().Length > 0 ? alt : source;
        return link;
    }

    static void Keep(IElement element, string attribute, bool allowed)
    {
        if (!allowed)
            element.RemoveAttribute(attribute);
    }

    [GeneratedRegex(@"^language-[A-Za-z0-9][A-Za-z0-9+#_.-]{0,29}\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"^/media/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(/thumb)?\z")]
    private static partial Regex Image();
}
