using Markdig;
using Markdig.Renderers;
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
    /// <summary>
    /// Of HTML, characters. A few lines that refer to one long address, or a table with many columns, become megabytes otherwise.
    /// </summary>
    const int MaxHtml = 256 << 10;

    /// <summary>Of a source whose widest row is counted in each line with a column's mark: what Markdig may fill up to a whole table.</summary>
    const int MaxCells = 20_000;

    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks()
        .DisableHtml()
        .Build();

    /// <param name="source">CommonMark.</param>
    /// <param name="usernames">Whose mentions become links to their profiles; nobody's when left out.</param>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field body: nested too deeply, or too much when it is rendered.</exception>
    public static RenderedText Render(string source, IReadOnlySet<string>? usernames = null)
    {
        EnsureSmallTables(source);
        try
        {
            var document = Markdown.Parse(source, Pipeline);
            var prose = Prose.From(document);
            if (usernames is not null)
                prose.LinkMentions(usernames);
            return new(source, HtmlPolicy.Sanitize(ToHtml(document)), ToPlain(source), prose.ToString(), Images(document));
        }
        catch (ArgumentException e) when (e.Message.Contains("nested", StringComparison.Ordinal))
        {
            // Markdig's own bound, which keeps its stack from overflowing.
            throw new FaultException(Fault.Invalid, "body", "Quotes, lists or emphasis are nested too deeply: use fewer levels.");
        }
    }

    /// <summary>A source that was rendered before, without any marks.</summary>
    public static string ToPlain(string source) => Markdown.ToPlainText(source, Pipeline).Trim();

    static void EnsureSmallTables(string source)
    {
        var (widest, lines) = (0, 0);
        foreach (var line in source.AsSpan().EnumerateLines())
            if (line.Count('|') is > 0 and var columns)
                (widest, lines) = (Math.Max(widest, columns), lines + 1);
        if ((long)widest * lines > MaxCells)
            throw new FaultException(Fault.Invalid, "body", $"Tables have at most {MaxCells:N0} cells: use fewer columns or rows.");
    }

    static string ToHtml(MarkdownDocument document)
    {
        using var html = new BoundedWriter(MaxHtml);
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return html.ToString();
    }

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
