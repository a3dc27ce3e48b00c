using System.Text;

namespace Social.ServiceDefaults.Texts;

/// <summary>Where a text has the words of a search, by the folding that found it.</summary>
public static class SearchHits
{
    /// <summary>The whole text in parts, each with whether it matched.</summary>
    /// <param name="words">As <see cref="SearchWords.Wanted"/> tells them.</param>
    public static IReadOnlyList<(string Text, bool IsHit)> Split(string text, IReadOnlySet<string> words)
    {
        var parts = new List<(string, bool)>();
        var behind = 0;
        foreach (var (start, end) in Find(text, words))
        {
            if (start > behind)
                parts.Add((text[behind..start], false));
            parts.Add((text[start..end], true));
            behind = end;
        }
        if (behind < text.Length)
            parts.Add((text[behind..], false));
        return parts;
    }

    /// <summary>As <see cref="Split"/>, of some characters around the first match; from the beginning where nothing matches.</summary>
    public static IReadOnlyList<(string Text, bool IsHit)> Excerpt(string text, IReadOnlySet<string> words, int maxLength)
    {
        if (text.Length <= maxLength)
            return Split(text, words);
        var first = Find(text, words).Select(hit => hit.Start).FirstOrDefault();
        var start = Math.Max(0, first - maxLength / 3);
        // Not inside of a word, nor of a character.
        while (start > 0 && start < first && !char.IsWhiteSpace(text[start - 1]))
            start++;
        return Split((start > 0 ? "… " : "") + Graphemes.Cut(text[start..], maxLength), words);
    }

    static IEnumerable<(int Start, int End)> Find(string text, IReadOnlySet<string> words)
    {
        var at = 0;
        (int Start, int End)? open = null;
        while (words.Count > 0 && at < text.Length)
        {
            var end = WordEnd(text, at, out var hasSpaces);
            if (end == at)
            {
                at += Rune.TryGetRuneAt(text, at, out var rune) ? rune.Utf16SequenceLength : 1;
                continue;
            }
            foreach (var hit in hasSpaces ? Whole(text, at, end, words) : Pairs(text, at, end, words))
                if (open is var (start, last) && hit.Start <= last)
                    open = (start, Math.Max(last, hit.End));
                else
                {
                    if (open is { } done)
                        yield return done;
                    open = hit;
                }
            at = end;
        }
        if (open is { } rest)
            yield return rest;
    }

    static IEnumerable<(int Start, int End)> Whole(string text, int start, int end, IReadOnlySet<string> words)
    {
        var word = CaseFolding.Fold(text[start..end]);
        var behind = end + SearchWords.SignsBehind(text, end);
        if (behind > end && words.Contains(word + text[end..behind]))
            yield return (start, behind);
        else if (words.Contains(word))
            yield return (start, end);
    }

    /// <summary>Of scripts without spaces: two characters at a time, or one.</summary>
    static IEnumerable<(int Start, int End)> Pairs(string text, int start, int end, IReadOnlySet<string> words)
    {
        for (int at = start, next; at < end; at = next)
        {
            next = Math.Min(end, at + Graphemes.Next(text, at));
            var second = next < end ? Math.Min(end, next + Graphemes.Next(text, next)) : next;
            if (second > next && words.Contains(CaseFolding.Fold(text[at..second])))
                yield return (at, second);
            else if (words.Contains(CaseFolding.Fold(text[at..next])))
                yield return (at, next);
        }
    }

    /// <summary>Behind the word that begins here; here when none does.</summary>
    static int WordEnd(string text, int start, out bool hasSpaces)
    {
        hasSpaces = true;
        var end = start;
        while (end < text.Length && Rune.TryGetRuneAt(text, end, out var rune) && Boundary.IsWord(rune) && rune.Value != '_')
        {
            var spaces = end > start && Boundary.IsMark(rune) ? hasSpaces : !Scripts.HasNoSpaces(rune);
            if (end > start && spaces != hasSpaces)
                break;
            hasSpaces = spaces;
            end += rune.Utf16SequenceLength;
        }
        return end;
    }
}
