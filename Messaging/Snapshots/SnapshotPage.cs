namespace Social.Messaging.Snapshots;

/// <summary>Rows of a snapshot that are published in one transaction.</summary>
public sealed class SnapshotPage(IReadOnlyList<SnapshotRow> rows)
{
    public SnapshotRow First => rows[0];
    public SnapshotRow Last => rows[^1];
    public int Count => rows.Count;

    /// <summary>The aggregates, each once, whose locks are held.</summary>
    public IReadOnlyList<Guid> Aggregates { get; } = [.. rows.Select(r => r.Aggregate).Distinct()];
}
