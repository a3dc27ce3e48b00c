namespace Social.Messaging.Snapshots;

/// <summary>A row of a snapshot. Rows are sorted by aggregate, then by part.</summary>
/// <param name="Aggregate">What its events are about, and whose lock they need.</param>
/// <param name="Part">Tells it from others of the aggregate; empty when there are none.</param>
public readonly record struct SnapshotRow(Guid Aggregate, Guid Part);
