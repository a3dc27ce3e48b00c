using Microsoft.EntityFrameworkCore;
using Social.Messaging.Snapshots;

namespace Social.Profiles.Events;

/// <summary>A follow, block or mute as it is republished.</summary>
sealed class Edge
{
    public Guid From { get; init; }
    public Guid To { get; init; }

    /// <summary>Of a follow.</summary>
    public Guid Id { get; init; }
}

static class EdgeQueries
{
    /// <summary>As <see cref="ISnapshotPublisher.NextAsync"/>.</summary>
    public static Task<List<SnapshotRow>> NextAsync(this IQueryable<Edge> edges, SnapshotRow after, int atMost, CancellationToken stop) =>
        edges
            .Where(x => EF.Functions.GreaterThan(ValueTuple.Create(x.From, x.To), ValueTuple.Create(after.Aggregate, after.Part)))
            .OrderBy(x => x.From)
            .ThenBy(x => x.To)
            .Take(atMost)
            .Select(x => new SnapshotRow(x.From, x.To))
            .ToListAsync(stop);

    /// <summary>Those of the page that are still there.</summary>
    public static Task<List<Edge>> OnPageAsync(this IQueryable<Edge> edges, SnapshotPage page, CancellationToken stop) =>
        edges
            .Where(x => page.Aggregates.Contains(x.From))
            .Where(x =>
                EF.Functions.GreaterThanOrEqual(ValueTuple.Create(x.From, x.To), ValueTuple.Create(page.First.Aggregate, page.First.Part))
            )
            .Where(x =>
                EF.Functions.LessThanOrEqual(ValueTuple.Create(x.From, x.To), ValueTuple.Create(page.Last.Aggregate, page.Last.Part))
            )
            .ToListAsync(stop);
}
