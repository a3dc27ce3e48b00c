using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Rendering;

/// <summary>
/// CommonMark with tables, strikethrough and bare links, rendered by Markdig. HTML in the source is text; what comes out is sanitised all the
/// same, so that neither library has to be right alone.
/// </summary>
public static class MarkdownRenderer
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks()
        .DisableHtml()
        .Build();

    /// <param name="source">CommonMark.</param>
    /// <param name="usernames">Whose mentions become links to their profiles; nobody's when left out.</param>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field body: nested too deeply.</exception>
    public static RenderedText Render(string source, IReadOnlySet<string>? usernames = null)
    {
        try
        {
            var document = Markdown.Parse(source, Pipeline);
            var prose = Prose.From(document);
            if (usernames is not null)
                prose.LinkMentions(usernames);
            return new(source, HtmlPolicy.Sanitize(document.ToHtml(Pipeline)), ToPlain(source), prose.ToString(), Images(document));
        }
        catch (ArgumentException e) when (e.Message.Contains("nested", StringComparison.Ordinal))
        {
            // Markdig's own bound, which keeps its stack from overflowing.
            throw new FaultException(Fault.Invalid, "body", "Quotes, lists or emphasis are nested too deeply: use fewer levels.");
        }
    }

    /// <summary>A source that was rendered before, without any marks.</summary>
    public static string ToPlain(string source) => Markdown.ToPlainText(source, Pipeline).Trim();

    static Guid[] Images(MarkdownDocument document) =>
        [
            .. document
                .Descendants<LinkInline>()
                .Where(link => link.IsImage)
                .Select(image => HtmlPolicy.ToMediaId(image.Url ?? ""))
                .OfType<Guid>()
                .Distinct(),
        ];
}
