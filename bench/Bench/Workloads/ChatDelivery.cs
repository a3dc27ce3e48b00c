using Social.Bench.Chat;
using Social.Bench.Results;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>Messages in rooms, from sending to each member's having them by the live connection.</summary>
public sealed class ChatDelivery : Workload
{
    const int People = 40;
    const int PeopleOfRoom = 10;
    const double MessagesPerSecond = 20;

    static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(60);
    static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(3);
    static readonly TimeSpan CatchUpTime = TimeSpan.FromSeconds(2);

    public override string Name => "chat";
    public override string Title =>
        $"deliveries of {MessagesPerSecond} messages a second to {People} people in {People / PeopleOfRoom} rooms";

    internal override async Task<WorkloadResult> RunAsync(Target target, RunOptions options, CancellationToken stop)
    {
        var deliveries = new Deliveries();
        var people = await ChatPeople.RegisterAsync(target.Gateway, People, stop);
        List<(ChatPerson Person, RoomMember Member)> members = [];
        foreach (var together in people.Chunk(PeopleOfRoom))
        {
            var room = await ChatPeople.MakeRoomAsync(together, stop);
            members.AddRange(together.Select(p => (p, new RoomMember(p.Api, () => p.Token, room, deliveries.Delivered))));
        }
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var following = members.Select(m => m.Member.FollowAsync(over.Token)).ToList();
        for (var until = DateTime.UtcNow + ConnectTimeout; !members.TrueForAll(m => m.Member.Lines > 0); await Task.Delay(100, stop))
            if (DateTime.UtcNow > until)
                throw new BenchException($"Not everybody was connected within {ConnectTimeout.TotalSeconds} s.");

        var writers = new ChatWriters(members, MessagesPerSecond, deliveries);
        using var written = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var writing = writers.RunAsync(written.Token);
        await Task.Delay(LeadIn, stop);
        deliveries.Begin();
        var (meter, before, span) = (ProcessorMeter.Start(target), writers.Count, TimeSpan.FromSeconds(options.Seconds));
        await Progress.WhileAsync(Task.Delay(span, stop), Name);
        await written.CancelAsync();
        await writing;
        await Task.Delay(CatchUpTime, stop);
        var messages = writers.Count - before;
        var used = meter.Stop(messages);
        await over.CancelAsync();
        await Task.WhenAll(following);
        var errors = new System.Collections.Concurrent.ConcurrentDictionary<string, int>(
            writers.Refusals.Select(refusal => KeyValuePair.Create($"status {(int)refusal.Key}", refusal.Value))
        );
        return new(
            Name,
            Title,
            target.Name,
            [KindResult.From("delivery", deliveries.Steady, messages * PeopleOfRoom, errors, span, span)],
            used.Programs,
            Bare: null,
            SentLate: 0,
            used.Others,
            [new("messages acknowledged a second", messages / span.TotalSeconds, "")]
        );
    }
}
