using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>
/// A client as it should be: it keeps what it is told in order, asks for what follows its last sequence when it sees a gap or hears that the
/// room is further, and connects again when its line is cut.
/// </summary>
sealed class FollowingMember(SystemFixture system, Person person, Guid room)
{
    readonly ConcurrentQueue<Guid> seen = new();

    public IReadOnlyCollection<Guid> Seen => seen;

    public async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            try
            {
                await using var live = await LiveClient.OpenAsync(system, person);
                await CatchUpAsync();
                var read = 0;
                while (!stop.IsCancellationRequested && !live.Closed.IsCompleted)
                {
                    var told = live.All("message").Skip(read).ToList();
                    foreach (var message in told)
                        await TakeAsync(message);
                    read += told.Count;
                    if (live.All("heartbeat").LastOrDefault() is { ValueKind: JsonValueKind.Array } rooms && Last(rooms) > seen.Count)
                        await CatchUpAsync();
                    await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                }
            }
            catch (Exception e)
                when (e
                        is WebSocketException
                            or HttpRequestException
                            or IOException
                            or InvalidOperationException
                            or OperationCanceledException
                )
            {
                // The line is cut, or nobody is there to answer yet.
                await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
    }

    async Task TakeAsync(JsonElement message)
    {
        var sequence = message.GetProperty("sequence").GetInt64();
        if (sequence == seen.Count + 1)
            seen.Enqueue(message.GetProperty("id").GetGuid());
        else if (sequence > seen.Count)
            await CatchUpAsync();
    }

    async Task CatchUpAsync()
    {
        for (var more = true; more; )
        {
            var page = await person.Messages(room, $"limit=100&after={seen.Count}");
            foreach (var message in page.Items)
                seen.Enqueue(message.Id);
            more = page.Next is not null;
        }
    }

    long Last(JsonElement rooms) =>
        rooms
            .EnumerateArray()
            .Where(state => state.GetProperty("room").GetGuid() == room)
            .Select(state => state.GetProperty("sequence").GetInt64())
            .FirstOrDefault();
}
