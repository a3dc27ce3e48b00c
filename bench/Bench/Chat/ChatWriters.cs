using System.Collections.Concurrent;
using System.Net;

namespace Social.Bench.Chat;

/// <summary>Everybody writes into their room at their own pace, one message after another, each until it is acknowledged.</summary>
/// <param name="members">Who writes.</param>
/// <param name="rate">Messages a second of all together.</param>
/// <param name="deliveries">Told of each message before it is sent.</param>
sealed class ChatWriters(IReadOnlyList<(ChatPerson Person, RoomMember Member)> members, double rate, Deliveries deliveries)
{
    readonly ConcurrentBag<(Guid Room, RoomMessage Message)> acknowledged = [];

    /// <summary>How often a message was not acknowledged at once, by status; 0 for no answer.</summary>
    public ConcurrentDictionary<HttpStatusCode, int> Refusals { get; } = new();

    public int Count => acknowledged.Count;

    /// <summary>Those of a room, by sequence.</summary>
    public IEnumerable<RoomMessage> AcknowledgedIn(Guid room) =>
        acknowledged.Where(a => a.Room == room).Select(a => a.Message).OrderBy(m => m.Sequence);

    /// <summary>Until it is stopped, and then until the last message of each is acknowledged.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(members.Select(m => WriteAsync(m.Person, m.Member.Room, stop)));

    async Task WriteAsync(ChatPerson person, Guid room, CancellationToken stop)
    {
        var pause = TimeSpan.FromSeconds(members.Count / rate);
        try
        {
            // Not all at once.
            await Task.Delay(pause * Random.Shared.NextDouble(), stop);
            using var timer = new PeriodicTimer(pause);
            do
            {
                var id = Guid.NewGuid();
                deliveries.Sent(id);
                var text = $"The engine weaves {id:N}";
                acknowledged.Add((room, await RoomMessages.SendAsync(person.Api, room, id, text, Refusals, CancellationToken.None)));
            } while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It has written enough.
        }
    }
}
