using System.Net.WebSockets;
using System.Text.Json;

namespace Social.Bench.Chat;

/// <summary>
/// A client as it should be: it keeps what it is told in order, asks for what follows its last sequence when there is a gap or the room is
/// further, and connects again when its line is cut.
/// </summary>
/// <param name="api">The gateway, with the member's token.</param>
/// <param name="token">The member's access token, for the live line.</param>
/// <param name="room">The room that is followed.</param>
/// <param name="delivered">Called with each message as it becomes known.</param>
public sealed class RoomMember(HttpClient api, Func<string> token, Guid room, Action<Guid>? delivered = null)
{
    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);

    readonly List<Guid> seen = [];
    HubSocket? line;

    public Guid Room => room;

    /// <summary>How often a line was opened.</summary>
    public int Lines { get; private set; }

    public bool HasLine => line is not null;

    /// <summary>What it has been told, in order.</summary>
    public IReadOnlyList<Guid> Seen
    {
        get
        {
            lock (seen)
                return [.. seen];
        }
    }

    public int Count
    {
        get
        {
            lock (seen)
                return seen.Count;
        }
    }

    /// <summary>Cuts the line, if there is one; it opens another.</summary>
    public void Cut() => line?.Abort();

    /// <summary>Follows the room until it is stopped.</summary>
    public async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            try
            {
                await using var live = await HubSocket.OpenAsync(api.BaseAddress!, token(), stop);
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var pinging = PingAsync(live, ended.Token);
                (line, Lines) = (live, Lines + 1);
                await CatchUpAsync(stop);
                await foreach (var e in live.ReadAsync(stop))
                    await ApplyAsync(e, stop);
                await ended.CancelAsync();
                await pinging;
            }
            catch (Exception e)
                when (e
                        is WebSocketException
                            or HttpRequestException
                            or IOException
                            or OperationCanceledException
                            // The line was cut between two reads.
                            or ObjectDisposedException
                )
            {
                // The line is cut, or nobody is there to answer yet.
                await Task.Delay(RetryDelay, CancellationToken.None);
            }
            finally
            {
                line = null;
            }
    }

    static async Task PingAsync(HubSocket live, CancellationToken stop)
    {
        try
        {
            using var timer = new PeriodicTimer(PingInterval);
            while (await timer.WaitForNextTickAsync(stop))
                await live.PingAsync(stop);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever reads the line notices that it has ended.
        }
    }

    Task ApplyAsync(HubEvent e, CancellationToken stop) =>
        e.Name switch
        {
            "message" when e.Body.GetProperty("room").GetGuid() == room => TakeAsync(e.Body, stop),
            "heartbeat" when LastIn(e.Body) > Count => CatchUpAsync(stop),
            "resync" => CatchUpAsync(stop),
            _ => Task.CompletedTask,
        };

    Task TakeAsync(JsonElement message, CancellationToken stop)
    {
        var sequence = message.GetProperty("sequence").GetInt64();
        if (sequence == Count + 1)
            Keep(message.GetProperty("id").GetGuid());
        else if (sequence > Count)
            return CatchUpAsync(stop);
        return Task.CompletedTask;
    }

    async Task CatchUpAsync(CancellationToken stop)
    {
        for (var more = true; more; )
        {
            var page = await RoomMessages.ReadPageAsync(api, room, $"after={Count}", stop);
            foreach (var message in page.Items)
                Keep(message.Id);
            more = page.Next is not null;
        }
    }

    void Keep(Guid message)
    {
        lock (seen)
            seen.Add(message);
        delivered?.Invoke(message);
    }

    long LastIn(JsonElement rooms) =>
        rooms
            .EnumerateArray()
            .Where(state => state.GetProperty("room").GetGuid() == room)
            .Select(state => state.GetProperty("sequence").GetInt64())
            .FirstOrDefault();
}
