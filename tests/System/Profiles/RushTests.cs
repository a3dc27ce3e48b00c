using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Profiles;

[Collection<TimingSensitive>]
public sealed class RushTests(SystemFixture system)
{
    static readonly HttpStatusCode[] Fine = [HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.Conflict];

    [Fact]
    public async Task Counts_lists_and_rows_agree_after_follows_unfollows_and_blocks_in_a_rush()
    {
        var people = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => system.RegisterAsync($"rush{i}x{Random.Shared.Next(1_000_000)}"))
        );
        var pairs = (from one in people from other in people where one != other select (one, other)).ToArray();
        // Everybody does everything to everybody, in an order that is another one each time, 20 at once.
        (HttpMethod Method, string Act)[] acts =
        [
            (HttpMethod.Put, "follow"),
            (HttpMethod.Put, "follow"),
            (HttpMethod.Put, "follow"),
            (HttpMethod.Delete, "follow"),
            (HttpMethod.Put, "block"),
            (HttpMethod.Delete, "block"),
        ];
        var calls = (from pair in pairs from act in acts select (pair.one, pair.other, act)).ToArray();
        Random.Shared.Shuffle(calls);

        await Parallel.ForEachAsync(
            calls,
            new ParallelOptions { MaxDegreeOfParallelism = 20 },
            async (call, stop) =>
            {
                using var request = new HttpRequestMessage(call.act.Method, $"/api/profiles/{call.other.Username}/{call.act.Act}");
                using var answer = await call.one.Api.SendAsync(request, stop);
                Assert.Contains(answer.StatusCode, Fine);
            }
        );

        foreach (var person in people)
        {
            var profile = await person.ProfileAsync(person.Username);
            var followers = await system.AskAsync<Guid>("select follower_id from follows where followed_id = $1", person.Id);
            var following = await system.AskAsync<Guid>("select followed_id from follows where follower_id = $1", person.Id);
            Assert.Equal((followers.Count, following.Count), (profile.Followers, profile.Following));
            // Alice blocks nobody and nobody blocks her: she sees everyone.
            Assert.Equal(Names(followers), (await system.Alice.FollowersAsync(person.Username)).Order());
            Assert.Equal(Names(following), (await system.Alice.FollowingAsync(person.Username)).Order());
        }
        Assert.Empty(
            await system.AskAsync<Guid>(
                """
                select f.follower_id from follows f join blocks b
                on (f.follower_id, f.followed_id) in ((b.blocker_id, b.blocked_id), (b.blocked_id, b.blocker_id))
                """
            )
        );

        IEnumerable<string> Names(List<Guid> ids) => ids.Select(id => people.Single(p => p.Id == id).Username).Order();
    }
}
