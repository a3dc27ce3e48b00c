using System.Text.Json;

namespace Social.Tests.WholeSystem.Hot;

/// <summary>How PostgreSQL executes a statement while reading whole tables is disabled: what does so nevertheless has no index to use.</summary>
static class StatementPlan
{
    // Authors above the threshold of fan-out are few, and the others are queues whose rows are removed once they are passed on.
    static readonly HashSet<string> SmallTables = ["high_follower_authors", "outbox", "timeline_updates", "dead_letters"];

    // Nodes that stop asking as soon as the limit above them has enough.
    static readonly HashSet<string> Lazy =
    [
        "Limit",
        "LockRows",
        "Nested Loop",
        "Merge Join",
        "Append",
        "Merge Append",
        "Subquery Scan",
        "Result",
        "Unique",
        "Memoize",
    ];

    /// <summary>The tables that the plan reads from one end to the other, and how.</summary>
    /// <param name="explained">As EXPLAIN (FORMAT JSON) answers.</param>
    public static IReadOnlyList<string> WholeTables(string explained)
    {
        using var document = JsonDocument.Parse(explained);
        var found = new List<string>();
        Visit(document.RootElement[0].GetProperty("Plan"), limited: false, found);
        return found;
    }

    static void Visit(JsonElement node, bool limited, List<string> found)
    {
        var type = node.GetProperty("Node Type").GetString()!;
        var table = node.TryGetProperty("Relation Name", out var name) ? name.GetString()! : "";
        if (table.Length > 0 && !SmallTables.Contains(table))
        {
            if (type == "Seq Scan")
                found.Add($"{table}: no index");
            // An index can be read from end to end as well.
            else if (type is "Index Scan" or "Index Only Scan" && !limited && !node.TryGetProperty("Index Cond", out _))
                found.Add($"{table}: all of {node.GetProperty("Index Name").GetString()}");
        }
        if (node.TryGetProperty("Plans", out var children))
            foreach (var child in children.EnumerateArray())
                Visit(child, type == "Limit" || (limited && Lazy.Contains(type)), found);
    }
}
