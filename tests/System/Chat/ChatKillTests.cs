using System.Collections.Concurrent;
using System.Net;
using Social.Bench.Chat;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Runtime;

namespace Social.Tests.WholeSystem.Chat;

/// <summary>
/// An instance of Chat is killed while people write: nothing that was acknowledged is lost, doubled or out of order for anybody. The bench
/// proves the same of many more people (docs/chat.md).
/// </summary>
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
        var people = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => system.RegisterAsync($"writer{i}")));
        var room = (await people[0].MakeRoomWithAsync(people[1..])).Id;
        var acknowledged = new ConcurrentBag<RoomMessage>();
        var refusals = new ConcurrentDictionary<HttpStatusCode, int>();
        using var stop = new CancellationTokenSource();
        var members = people.Select(person => new RoomMember(person.Api, () => person.Session.AccessToken, room)).ToList();
        var following = members.Select(member => member.FollowAsync(stop.Token)).ToList();
        using var done = new CancellationTokenSource();
        var writing = people.Select(WriteAsync).ToList();

        await ReachedAsync(40);
        members[0].Cut();
        await second.KillAsync();
        await ReachedAsync(100);
        await done.CancelAsync();
        await Task.WhenAll(writing);

        // The only excuse.
        Assert.All(refusals.Keys, status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
        var stored = await RoomMessages.ReadAllAsync(people[0].Api, room, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored.Select(m => m.Sequence));
        Assert.Equal(acknowledged.OrderBy(m => m.Sequence), stored);
        foreach (var member in members)
            await SystemFixture.EventuallyAsync(() => Task.FromResult(member.Count >= stored.Count), CatchUpTimeout);
        await stop.CancelAsync();
        await Task.WhenAll(following);
        foreach (var member in members)
            Assert.Equal(stored.Select(m => m.Id), member.Seen);

        // One after another, each under its own id until it is acknowledged.
        async Task WriteAsync(Person person)
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
                acknowledged.Add(
                    await RoomMessages.SendAsync(
                        person.Api,
                        room,
                        Guid.NewGuid(),
                        $"{person.Username} {i}",
                        refusals,
                        TestContext.Current.CancellationToken
                    )
                );
        }

        Task ReachedAsync(int count) =>
            SystemFixture.EventuallyAsync(
                () => Task.FromResult(acknowledged.Count >= count),
                TimeSpan.FromSeconds(90),
                $"{count} messages"
            );
    }
}
