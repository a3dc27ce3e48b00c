using System.Text;
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

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field body: nested too deeply.</exception>
    public static RenderedText Render(string source)
    {
        try
        {
            var document = Markdown.Parse(source, Pipeline);
            return new(source, HtmlPolicy.Sanitize(document.ToHtml(Pipeline)), ToPlain(source), Prose(document), Images(document));
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

    static string Prose(MarkdownDocument document)
    {
        var prose = new StringBuilder();
        foreach (var block in document.Descendants<LeafBlock>())
        {
            foreach (var inline in block.Inline?.Descendants() ?? [])
                if (inline is LiteralInline literal)
                    prose.Append(literal.Content.AsSpan());
                else if (inline is LineBreakInline or CodeInline)
                    prose.Append('\n');
            prose.Append('\n');
        }
        return prose.ToString();
    }
}
