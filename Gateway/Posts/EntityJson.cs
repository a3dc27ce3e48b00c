using Social.Contracts;

namespace Social.Gateway.Posts;

/// <summary>A part of a text that leads somewhere.</summary>
/// <param name="Kind">`mention`, `tag` or `link`.</param>
/// <param name="Start">Unicode code points before it; not UTF-16 code units, as strings of JavaScript count.</param>
/// <param name="End">Unicode code points before what follows it.</param>
/// <param name="Value">The username in lower case, the tag as it is written without its sign, or the address.</param>
public sealed record EntityJson(string Kind, int Start, int End, string Value)
{
    /// <summary>In order, with those mentions alone that are of the people shown.</summary>
    public static IReadOnlyList<EntityJson> From(IEnumerable<EntityView> entities, IReadOnlyList<AuthorJson> mentions) =>
        [
            .. entities
                .Where(e => e.Kind != EntityKind.Mention || mentions.Any(m => m.Username == e.Value))
                // Of two readings of one name the first.
                .DistinctBy(e => e.Start)
                .Select(From),
        ];

    /// <summary>In order; whether somebody has the names of the mentions is not asked.</summary>
    public static IReadOnlyList<EntityJson> From(IEnumerable<EntityView> entities) => [.. entities.Select(From)];

    static EntityJson From(EntityView entity) =>
        new(
            entity.Kind switch
            {
                EntityKind.Mention => "mention",
                EntityKind.Tag => "tag",
                _ => "link",
            },
            entity.Start,
            entity.End,
            entity.Value
        );
}
