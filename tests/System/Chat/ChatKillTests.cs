using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Runtime;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>An instance of Chat is killed while people write: nothing that was acknowledged is lost, doubled or out of order for anybody.</summary>
[Collection<TimingSensitive>]
public sealed class ChatKillTests(SystemFixture system)
{
    const int Writers = 4;

    static readonly TimeSpan CatchUpTimeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_member_ends_with_exactly_the_acknowledged_messages()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are ended by signals.");
        await using var second = await Replica.StartAsync(system, "chat");
        var people = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => system.Register($"writer{i}")));
        var room = await people[0].MakeRoomWith(people[1..]);
        var acknowledged = new ConcurrentDictionary<Guid, long>();
        using var stop = new CancellationTokenSource();
        var members = people.Select(person => new FollowingMember(system, person, room.Id)).ToList();
        var following = members.Select(member => member.FollowAsync(stop.Token)).ToList();
        var sent = 0;
        using var done = new CancellationTokenSource();
        var writing = people
            .Select(person => WriteAsync(person, room.Id, acknowledged, () => Interlocked.Increment(ref sent), done.Token))
            .ToList();

        await ReachedAsync(40);
        await second.KillAsync();
        await ReachedAsync(100);
        await done.CancelAsync();
        await Task.WhenAll(writing);

        var stored = await people[0].AllMessages(room.Id);
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored.Select(m => m.Sequence));
        Assert.Equal(acknowledged.OrderBy(m => m.Value).Select(m => m.Key), stored.Select(m => m.Id));
        foreach (var member in members)
            await SystemFixture.Eventually(() => Task.FromResult(member.Seen.Count >= stored.Count), CatchUpTimeout);
        await stop.CancelAsync();
        await Task.WhenAll(following);
        foreach (var member in members)
            Assert.Equal(stored.Select(m => m.Id), member.Seen);

        Task ReachedAsync(int count) =>
            SystemFixture.Eventually(
                () => Task.FromResult(Volatile.Read(ref sent) >= count),
                TimeSpan.FromSeconds(90),
                $"{count} messages"
            );
    }

    /// <summary>One after another, each under its own id until it is acknowledged.</summary>
    static async Task WriteAsync(
        Person person,
        Guid room,
        ConcurrentDictionary<Guid, long> acknowledged,
        Action sent,
        CancellationToken done
    )
    {
        for (var i = 0; !done.IsCancellationRequested; i++)
        {
            var id = Guid.NewGuid();
            while (true)
            {
                using var answer = await person.TrySay(room, $"{person.Username} {i}", id);
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(CancellationToken.None));
                    Assert.True(acknowledged.TryAdd(id, body.RootElement.GetProperty("sequence").GetInt64()));
                    sent();
                    break;
                }
                // The only excuse.
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            }
        }
    }
}
