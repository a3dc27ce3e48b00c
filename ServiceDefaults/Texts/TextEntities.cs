namespace Social.ServiceDefaults.Texts;

/// <summary>
/// The mentions, tags and links of a text in order, by the one grammar there is. Addresses come first: what is inside of one is nothing
/// else. A text in normal form C is expected; the time is linear in its length.
/// </summary>
public static class TextEntities
{
    /// <summary>How many people and tags of a text count; further ones are only text.</summary>
    public const int MaxMentions = 20;

    /// <inheritdoc cref="MaxMentions"/>
    public const int MaxTags = 30;

    const int MaxEntities = 200;

    /// <summary>
    /// Names were once given out with a dot at their end, as sentences have: such a mention is there twice, without the dots first. The
    /// first that somebody has is the one.
    /// </summary>
    public static IReadOnlyList<TextEntity> Parse(string text)
    {
        var found = new List<TextEntity>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var tags = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length && found.Count < MaxEntities; )
            at = text[at] switch
            {
                '@' or '\uff20' => Mention(at),
                '#' or '\uff03' => Tag(at),
                var c when char.IsAsciiLetterOrDigit(c) => Word(at),
                _ => at + 1,
            };
        return InCodePoints(text, found);

        int Mention(int at)
        {
            var end = Mentions.RunEnd(text, at);
            foreach (var name in Mentions.Names(text, at, end))
                if (names.Contains(name) || (names.Count < MaxMentions && names.Add(name)))
                    found.Add(new(TextEntityKind.Mention, at, at + 1 + name.Length, name));
            return end;
        }

        int Tag(int at)
        {
            var end = Tags.End(text, at);
            if (Tags.Read(text, at, end) is not { } tag)
                return end;
            var key = Tags.Key(tag);
            if (tags.Contains(key) || (tags.Count < MaxTags && tags.Add(key)))
                found.Add(new(TextEntityKind.Tag, at, end, tag));
            return end;
        }

        int Word(int at)
        {
            if (Links.End(text, at, out var isLink) is not { } end)
                return at + Links.WordLength(text, at);
            if (isLink)
                found.Add(new(TextEntityKind.Link, at, end, text[at..end]));
            return end;
        }
    }

    /// <summary>The tags of a text as they are written, each once, whatever its capitals.</summary>
    public static string[] TagsIn(string text) =>
        [.. Parse(text).Where(e => e.Kind == TextEntityKind.Tag).Select(e => e.Value).DistinctBy(Tags.Key)];

    /// <summary>The names that a text mentions, each once: every possible name of one mention, the likeliest first.</summary>
    public static IReadOnlyList<string[]> NamesIn(string text) =>
        [
            .. Parse(text)
                .Where(e => e.Kind == TextEntityKind.Mention)
                .GroupBy(e => e.Start)
                .Select(same => same.Select(e => e.Value).ToArray())
                .DistinctBy(same => same[0]),
        ];

    static List<TextEntity> InCodePoints(string text, List<TextEntity> found)
    {
        if (!text.Any(char.IsLowSurrogate))
            return found;
        var (units, points) = (0, 0);
        return found.ConvertAll(entity =>
        {
            points += Count(text.AsSpan(units, entity.Start - units));
            units = entity.Start;
            return entity with { Start = points, End = points + Count(text.AsSpan(units, entity.End - units)) };
        });
    }

    static int Count(ReadOnlySpan<char> part)
    {
        var count = 0;
        foreach (var _ in part.EnumerateRunes())
            count++;
        return count;
    }
}
