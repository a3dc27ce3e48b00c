namespace Social.Messaging.Snapshots;

/// <summary>
/// Publishes the current state of one kind of aggregates: what the command <c>republish</c> sends. Declared by
/// <see cref="EventsBuilder.Republish{TState}"/>.
/// </summary>
public interface ISnapshotPublisher
{
    /// <summary>What there are many of, for whoever watches: "users".</summary>
    string Name { get; }

    /// <summary>The ids of the next aggregates, in the database's order; none at the end.</summary>
    /// <param name="after">The last one so far; at first the empty id, which is before all others.</param>
    Task<List<Guid>> NextAsync(Guid after, int atMost, CancellationToken stop);

    /// <summary>
    /// Publishes, by <see cref="EventExtensions.Republish"/>, the events that lead from nothing to what these aggregates are now. A
    /// transaction is open and holds their locks, and what is read in it is newer than everything published about them so far.
    /// </summary>
    Task PublishAsync(IReadOnlyList<Guid> aggregates, CancellationToken stop);
}
