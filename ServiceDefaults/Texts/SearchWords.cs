using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Social.ServiceDefaults.Texts;

/// <summary>
/// Texts and questions as words that PostgreSQL's text search compares, folded as tags are. Its own parser keeps an address whole and knows
/// no word of a script without spaces: here an address is its parts, and such a script is found by two characters at a time, or by one.
/// Letters with one or two + or # behind them, such as c++ and c#, are a word of their own. A text has the letters alone, too: c finds c#,
/// but c# finds only itself. A text keeps the words it was stored with until it is edited, whatever counts as a word by then.
/// </summary>
public static partial class SearchWords
{
    /// <summary>UTF-16 code units of a word; longer ones are compared by their beginning.</summary>
    const int MaxWord = 100;

    /// <summary>Words that most titles in English have, so that sharing them says nothing.</summary>
    // csharpier-ignore
    public static readonly string[] CommonWords =
    [
        "about", "and", "any", "are", "between", "but", "can", "could", "did", "does", "for", "from", "get", "has", "have", "how", "into", "its",
        "not", "should", "that", "the", "their", "them", "then", "there", "this", "was", "what", "when", "where", "which", "who", "why", "will",
        "with", "without", "would", "you", "your",
    ];

    readonly record struct Word(string Text, int Position);

    /// <summary>A text as a tsvector.</summary>
    public static string Vector(string text) =>
        string.Join(
            ' ',
            Words(text, isQuestion: false)
                .GroupBy(w => w.Text, w => w.Position)
                .Select(same => $"'{same.Key}':{string.Join(',', same.Select(p => p.ToString(CultureInfo.InvariantCulture)))}")
        );

    /// <summary>
    /// A question as a tsquery: all words, "in quotes" one behind the other, or between alternatives, - before those not wanted. Null when
    /// it asks for nothing.
    /// </summary>
    public static string? Query(string question)
    {
        List<List<string>> alternatives =
        [
            [],
        ];
        var wanted = new HashSet<List<string>>(ReferenceEqualityComparer.Instance);
        foreach (Match term in Term().Matches(question))
        {
            if (term.Value.Equals("or", StringComparison.OrdinalIgnoreCase))
            {
                alternatives.Add([]);
                continue;
            }
            if (Phrase(term.Groups["text"].Value) is not { } phrase)
                continue;
            var unwanted = term.Groups["not"].Length > 0;
            alternatives[^1].Add(unwanted ? $"!({phrase})" : $"({phrase})");
            if (!unwanted)
                wanted.Add(alternatives[^1]);
        }
        // What is only not wanted would be nearly everything.
        var asked = alternatives.Where(wanted.Contains).Select(all => string.Join(" & ", all)).ToList();
        return asked.Count == 0 ? null : string.Join(" | ", asked);
    }

    /// <summary>
    /// A tsquery for texts with any of a text's words where they have weight A, such as a title's. Null when it has none. Words of one or two
    /// letters of scripts with spaces, and <see cref="CommonWords"/>, say too little to count.
    /// </summary>
    public static string? AnyOf(string text)
    {
        var words = Words(text, isQuestion: true).Select(w => w.Text).Where(SaysSomething).Distinct();
        return string.Join(" | ", words.Select(w => $"'{w}':A")) is { Length: > 0 } query ? query : null;
    }

    static bool SaysSomething(string word) => !Ascii.IsValid(word) || IsSign(word[^1]) || (word.Length > 2 && !CommonWords.Contains(word));

    /// <summary>The words that a question asks for, folded: those that a text it finds may have.</summary>
    public static IReadOnlySet<string> Wanted(string question) =>
        Term()
            .Matches(question)
            .Where(term => term.Groups["not"].Length == 0 && !term.Value.Equals("or", StringComparison.OrdinalIgnoreCase))
            .SelectMany(term => Words(term.Groups["text"].Value, isQuestion: true))
            .Select(w => w.Text)
            .ToHashSet();

    static string? Phrase(string text)
    {
        var phrase = new StringBuilder();
        var last = 0;
        foreach (var word in Words(text, isQuestion: true))
        {
            if (phrase.Length > 0)
                phrase.Append(CultureInfo.InvariantCulture, $" <{word.Position - last}> ");
            phrase.Append(CultureInfo.InvariantCulture, $"'{word.Text}'");
            last = word.Position;
        }
        return phrase.Length > 0 ? phrase.ToString() : null;
    }

    /// <summary>
    /// A text has single characters besides pairs, and letters besides those with signs; of a question the longer ones suffice, except where a
    /// character is alone.
    /// </summary>
    static IEnumerable<Word> Words(string text, bool isQuestion)
    {
        var position = 0;
        foreach (var (run, hasSpaces, signs) in Runs(CaseFolding.Fold(text)))
        {
            if (hasSpaces)
            {
                position++;
                if (!isQuestion || signs.Length == 0)
                    yield return new(Shortened(run), position);
                if (signs.Length > 0)
                    yield return new(Shortened(run) + signs, position);
                continue;
            }
            List<string> characters = [];
            for (int at = 0, length; at < run.Length; at += length)
                characters.Add(Shortened(run.Substring(at, length = Graphemes.Next(run, at))));
            for (var i = 0; i < characters.Count; i++)
            {
                position++;
                if (!isQuestion || characters.Count == 1)
                    yield return new(characters[i], position);
                if (i + 1 < characters.Count)
                    yield return new(characters[i] + characters[i + 1], position);
            }
        }
    }

    /// <summary>
    /// Letters, marks and digits in a row, of scripts with spaces or without, and the signs behind. What only shapes a word is left out.
    /// </summary>
    static IEnumerable<(string Text, bool HasSpaces, string Signs)> Runs(string text)
    {
        var run = new StringBuilder();
        var hasSpaces = true;
        var (at, next) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            (at, next) = (next, next + rune.Utf16SequenceLength);
            if (Scripts.IsJoiner(rune) || Scripts.IsVariationSelector(rune))
                continue;
            var isWord = Boundary.IsWord(rune) && rune.Value != '_';
            // A mark goes with its letter.
            var spaces = run.Length > 0 && Boundary.IsMark(rune) ? hasSpaces : !Scripts.HasNoSpaces(rune);
            if (run.Length > 0 && !(isWord && spaces == hasSpaces))
            {
                yield return (run.ToString(), hasSpaces, text.Substring(at, SignsBehind(text, at)));
                run.Clear();
            }
            if (!isWord)
                continue;
            hasSpaces = spaces;
            run.Append(rune.ToString());
        }
        if (run.Length > 0)
            yield return (run.ToString(), hasSpaces, "");
    }

    /// <summary>How many characters at the end of a word are signs that belong to it: + and # behind a letter, but not between two.</summary>
    internal static int SignsBehind(string text, int end)
    {
        var behind = end;
        while (behind < text.Length && IsSign(text[behind]))
            behind++;
        var isBetween =
            behind < text.Length && Rune.TryGetRuneAt(text, behind, out var next) && Rune.IsLetter(next) && !Scripts.HasNoSpaces(next);
        return behind - end is 1 or 2 && char.IsLetter(text[end - 1]) && !isBetween ? behind - end : 0;
    }

    static bool IsSign(char sign) => sign is '+' or '#';

    static string Shortened(string word) =>
        word.Length <= MaxWord ? word
        : char.IsHighSurrogate(word[MaxWord - 1]) ? word[..(MaxWord - 1)]
        : word[..MaxWord];

    [GeneratedRegex("(?<not>-?)(?:\"(?<text>[^\"]*)\"?|(?<text>[^\\s\"]+))")]
    private static partial Regex Term();
}
