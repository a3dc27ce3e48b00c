using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Rendering;

/// <summary>The text of a document without code, in which people are mentioned, and from which literals of the document it comes.</summary>
sealed class Prose
{
    readonly StringBuilder text = new();
    readonly List<(int Start, LiteralInline Literal)> literals = [];

    Prose() { }

    public static Prose From(MarkdownDocument document)
    {
        var prose = new Prose();
        foreach (var block in document.Descendants<LeafBlock>())
        {
            foreach (var inline in block.Inline?.Descendants() ?? [])
                if (inline is LiteralInline literal)
                    prose.Append(literal);
                else if (inline is LineBreakInline or CodeInline)
                    prose.text.Append('\n');
            prose.text.Append('\n');
        }
        return prose;
    }

    public override string ToString() => text.ToString();

    /// <summary>Makes the mentions of these usernames links to their profiles, except inside of other links.</summary>
    public void LinkMentions(IReadOnlySet<string> usernames)
    {
        // From the end, so that what is before a mention stays where it is.
        foreach (var (start, end, username) in Mentions(usernames).Reverse())
            Link(start, end, username);
    }

    void Append(LiteralInline literal)
    {
        literals.Add((text.Length, literal));
        text.Append(literal.Content.AsSpan());
    }

    IEnumerable<(int Start, int End, string Username)> Mentions(IReadOnlySet<string> usernames)
    {
        var written = text.ToString();
        // A mention may be there by two names; the first that somebody has is the one.
        var found = TextEntities
            .Parse(written)
            .Where(e => e.Kind == TextEntityKind.Mention && usernames.Contains(e.Value))
            .DistinctBy(e => e.Start);
        var (units, points) = (0, 0);
        foreach (var entity in found)
        {
            for (; points < entity.Start; points++)
                units += char.IsSurrogatePair(written, units) ? 2 : 1;
            // The sign and a username are one unit a character.
            yield return (units, units + entity.End - entity.Start, entity.Value);
        }
    }

    void Link(int start, int end, string username)
    {
        var covered = literals.Where(l => l.Start < end && l.Start + l.Literal.Content.Length > start).ToList();
        var inlines = covered.ConvertAll(l => l.Literal);
        // Parts of a name that are marked up apart from the rest stay as they are.
        if (IsLinked(inlines[0]) || inlines.Zip(inlines.Skip(1)).Any(pair => pair.First.NextSibling != pair.Second))
            return;
        var (first, last) = (covered[0], covered[^1]);
        var behind = last.Literal.Content;
        var tail = new Markdig.Helpers.StringSlice(behind.Text, behind.Start + end - last.Start, behind.End);
        var link = new LinkInline($"/@{username}", "");
        link.AppendChild(new LiteralInline(text.ToString(start, end - start)));
        first.Literal.InsertAfter(link);
        if (!tail.IsEmpty)
            link.InsertAfter(new LiteralInline(tail));
        foreach (var literal in inlines.Skip(1))
            literal.Remove();
        first.Literal.Content = new(
            first.Literal.Content.Text,
            first.Literal.Content.Start,
            first.Literal.Content.Start + start - first.Start - 1
        );
        literals.RemoveAll(l => l.Start >= start);
    }

    static bool IsLinked(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
            if (parent is LinkInline)
                return true;
        return false;
    }
}
