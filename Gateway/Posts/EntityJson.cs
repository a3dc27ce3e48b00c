using Social.Contracts;

namespace Social.Gateway.Posts;

/// <summary>A part of a text that leads somewhere.</summary>
/// <param name="Kind">`mention`, `tag` or `link`.</param>
/// <param name="Start">Unicode code points before it; not UTF-16 code units, as strings of JavaScript count.</param>
/// <param name="End">Unicode code points before what follows it.</param>
/// <param name="Value">The username in lower case, the tag as it is written without its sign, or the address.</param>
public sealed record EntityJson(string Kind, int Start, int End, string Value)
{
    const string Mention = "mention";

    /// <summary>Those of the entities, which are in order, that are no mentions of people who are not shown.</summary>
    public static IReadOnlyList<EntityJson> Among(IReadOnlyList<EntityJson> entities, IReadOnlyList<AuthorJson> mentions)
    {
        var shown = new List<EntityJson>(entities.Count);
        for (var i = 0; i < entities.Count; i++)
            // Of two readings of one name the first.
            if (IsShown(entities[i], mentions) && !(shown is [.., var last] && last.Start == entities[i].Start))
                shown.Add(entities[i]);
        return shown;
    }

    static bool IsShown(EntityJson entity, IReadOnlyList<AuthorJson> mentions)
    {
        if (entity.Kind != Mention)
            return true;
        for (var i = 0; i < mentions.Count; i++)
            if (mentions[i].Username == entity.Value)
                return true;
        return false;
    }

    /// <summary>In order; whether somebody has the names of the mentions is not asked.</summary>
    public static IReadOnlyList<EntityJson> From(IEnumerable<EntityView> entities) => [.. entities.Select(From)];

    static EntityJson From(EntityView entity) =>
        new(
            entity.Kind switch
            {
                EntityKind.Mention => Mention,
                EntityKind.Tag => "tag",
                _ => "link",
            },
            entity.Start,
            entity.End,
            entity.Value
        );
}
