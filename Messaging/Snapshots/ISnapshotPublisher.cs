namespace Social.Messaging.Snapshots;

/// <summary>
/// Publishes the current state of one kind of rows: what the command <c>republish</c> sends. Rows rather than aggregates, so that a
/// transaction stays small however many rows an aggregate has. Declared by <see cref="EventsBuilder.Republish{TState}"/>; the order of
/// the declarations is the order of the events.
/// </summary>
public interface ISnapshotPublisher
{
    /// <summary>What the progress calls them: "follows".</summary>
    string Name { get; }

    /// <summary>The next rows in ascending order; none at the end.</summary>
    /// <param name="after">The last one so far; at first the default, which is before all others.</param>
    Task<List<SnapshotRow>> NextAsync(SnapshotRow after, int atMost, CancellationToken stop);

    /// <summary>
    /// Publishes, by <see cref="EventExtensions.Republish"/>, what these rows are now; those that were deleted since are left out. A
    /// transaction is open and holds the locks of their aggregates, and what is read in it is newer than everything published about them
    /// so far.
    /// </summary>
    Task PublishAsync(SnapshotPage page, CancellationToken stop);
}
