using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Social.Bench.Chat;

/// <summary>
/// People write in rooms, first undisturbed, then while an instance of Chat and Redis are killed and sockets are cut. In the end every member
/// must have exactly the acknowledged messages of its room, in order.
/// </summary>
static class ChatProof
{
    // Of a minute twenty seconds.
    const double SteadyShare = 1.0 / 3;

    static readonly TimeSpan CatchUpTimeout = TimeSpan.FromSeconds(60);
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <exception cref="BenchException">Somebody lacks a message, has one twice, or out of order.</exception>
    public static async Task RunAsync(ChatBenchOptions options, CancellationToken stop)
    {
        var gateway = Measurement.RunIn(options.Run).Gateway;
        using var api = new HttpClient { BaseAddress = gateway };
        Console.WriteLine($"Registering {options.People} people for {options.Rooms} rooms.");
        var people = await ChatPeople.RegisterAsync(gateway, options.People, stop);
        var deliveries = new Deliveries();
        List<(ChatPerson Person, RoomMember Member)> members = [];
        foreach (var together in people.Chunk(options.People / options.Rooms))
        {
            var room = await ChatPeople.MakeRoomAsync(together, stop);
            members.AddRange(together.Select(p => (p, new RoomMember(p.Api, () => p.Token, room, deliveries.Delivered))));
        }
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var following = members.Select(m => m.Member.FollowAsync(over.Token)).ToList();
        await ReachedAsync(() => members.TrueForAll(m => m.Member.Lines > 0), "everybody is connected", stop);

        var writers = new ChatWriters(members, options.Rate, deliveries);
        using var written = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var writing = writers.RunAsync(written.Token);
        await Task.Delay(WarmUp, stop);
        deliveries.Begin();
        var length = TimeSpan.FromSeconds(options.Seconds);
        Console.WriteLine($"{options.People} people write {options.Rate} messages a second for {options.Seconds} s.");
        await Task.Delay(length * SteadyShare, stop);
        deliveries.IsDisturbed = true;
        var disturbances = new Disturbances(new(api), [.. members.Select(m => m.Member)]);
        await disturbances.RunAsync(length * (1 - SteadyShare), stop);
        await written.CancelAsync();
        await writing;

        var stored = await CheckStoredAsync(members, writers, stop);
        await ReachedAsync(
            () =>
                following.Find(task => task.IsFaulted)?.Exception is { } fault
                    ? throw new BenchException($"A member gave up: {fault.GetBaseException().Message}")
                    : members.TrueForAll(m => m.Member.Count >= stored[m.Member.Room].Count),
            "everybody has caught up",
            stop,
            () => Behind(members, stored)
        );
        await over.CancelAsync();
        await Task.WhenAll(following);
        foreach (var (_, member) in members)
            if (!member.Seen.SequenceEqual(stored[member.Room]))
                throw new BenchException($"A member of {member.Room} has other messages than were acknowledged, or in another order.");
        Console.WriteLine(Report(options, deliveries, disturbances, writers, members));
    }

    /// <summary>What is stored in each room is what was acknowledged, without gaps.</summary>
    static async Task<Dictionary<Guid, List<Guid>>> CheckStoredAsync(
        List<(ChatPerson Person, RoomMember Member)> members,
        ChatWriters writers,
        CancellationToken stop
    )
    {
        var stored = new Dictionary<Guid, List<Guid>>();
        foreach (var (person, member) in members.DistinctBy(m => m.Member.Room))
        {
            var all = await RoomMessages.ReadAllAsync(person.Api, member.Room, stop);
            if (!all.Select(m => m.Sequence).SequenceEqual(Enumerable.Range(1, all.Count).Select(i => (long)i)))
                throw new BenchException($"The sequences of {member.Room} have gaps.");
            if (!all.SequenceEqual(writers.AcknowledgedIn(member.Room)))
                throw new BenchException($"In {member.Room} is not stored what was acknowledged.");
            stored[member.Room] = [.. all.Select(m => m.Id)];
        }
        return stored;
    }

    static async Task ReachedAsync(Func<bool> condition, string what, CancellationToken stop, Func<string>? detail = null)
    {
        for (var until = DateTime.UtcNow + CatchUpTimeout; !condition(); await Task.Delay(100, stop))
            if (DateTime.UtcNow > until)
                throw new BenchException($"Not within {CatchUpTimeout.TotalSeconds} s: {what}.{detail?.Invoke()}");
    }

    /// <summary>Who lacks how much, and whether they have a line.</summary>
    static string Behind(List<(ChatPerson Person, RoomMember Member)> members, Dictionary<Guid, List<Guid>> stored)
    {
        var behind = members.Select(m => m.Member).Where(m => m.Count < stored[m.Room].Count).ToList();
        return $" {behind.Count} members of {behind.DistinctBy(m => m.Room).Count()} rooms lack {behind.Sum(m => stored[m.Room].Count - m.Count)} messages;"
            + $" {behind.Count(m => m.HasLine)} of them have a line.";
    }

    static string Report(
        ChatBenchOptions options,
        Deliveries deliveries,
        Disturbances disturbances,
        ChatWriters writers,
        List<(ChatPerson Person, RoomMember Member)> members
    ) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {options.People} people in {options.Rooms} rooms, {writers.Count:N0} acknowledged messages, {members.Sum(m =>
                m.Member.Count
            ):N0} deliveries.
            Every member has exactly the acknowledged messages of its room, in order, none twice and none missing.
            Disturbed by one kill of Chat, one of Redis and {disturbances.Cuts} cut sockets; {members.Sum(m =>
                m.Member.Lines
            ):N0} lines were opened.
            Refused and sent again: {Refusals(writers.Refusals)}.

            | delivery in milliseconds | deliveries | p50 | p99 | max |
            |---|---:|---:|---:|---:|
            {Row("undisturbed", deliveries.Steady)}
            {Row("disturbed", deliveries.Disturbed)}
            """
        );

    static string Row(string name, Histogram h) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {h.Count:N0} | {h.At(0.5).TotalMilliseconds:F1} | {h.At(0.99).TotalMilliseconds:F1} | {h.Max.TotalMilliseconds:F0} |"
        );

    static string Refusals(ConcurrentDictionary<HttpStatusCode, int> refusals) =>
        refusals.IsEmpty
            ? "none"
            : string.Join(", ", refusals.Select(r => $"{r.Value} times {(r.Key == 0 ? "no answer" : $"{(int)r.Key}")}"));
}
