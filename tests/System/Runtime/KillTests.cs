using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.UserErasure;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>There are two of everything, people read and write, and instances go: by a power cut, or to come back with the next version.</summary>
[Collection<TimingSensitive>]
public sealed class KillTests(SystemFixture system, SecondInstances doubles) : IClassFixture<SecondInstances>
{
    /// <summary>A call's deadline, and what it takes on a busy machine beside that.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(7);

    /// <summary>
    /// Until a process that was killed is taken down and its connections are closed, which callers notice by. On a busy machine that takes
    /// longer than on a quiet one.
    /// </summary>
    static readonly TimeSpan Fall = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Whoever_is_killed_takes_no_more_along_than_what_it_was_writing()
    {
        await using var load = await StartAsync();
        List<DateTime> kills = [];
        // One at a time: two that start at once keep a small machine from answering anybody else in time.
        foreach (var service in SecondInstances.Services)
        {
            await LoadAsync(load);
            kills.Add(await KillAsync(service));
            await LoadAsync(load);
            await doubles.AllReadyAsync(service);
        }
        await LoadAsync(load);
        await load.FindAllAsync();
        Assert.InRange(load.Failed.Count, 0, kills.Count * load.Writers);
        Assert.Equal(
            [],
            load.Failed.Where(passage =>
                !passage.IsWrite || !kills.Exists(at => passage.Began < at + Fall && passage.Began + passage.Took > at)
            )
        );
        Assert.Equal([], load.Passages.Where(passage => passage.Took > Longest));
    }

    [Fact]
    public async Task Whoever_is_restarted_in_order_costs_nobody_anything()
    {
        await using var load = await StartAsync();
        for (var round = 0; round < Repeats.OrUsual(1); round++)
        {
            // Some at a time, since most of it is waiting.
            await Task.WhenAll(SecondInstances.Services.Chunk(3).Select(RestartAsync));
            await LoadAsync(load);
        }
        await load.FindAllAsync();
        Assert.Equal([], load.Failed);
    }

    [Fact]
    public async Task Whoever_joins_others_has_made_every_kind_of_call_before_and_left_nothing_of_it()
    {
        foreach (var service in SecondInstances.Services)
        {
            var said = await doubles.ReadLogAsync(service);
            Assert.Contains("Warm-up took", said, StringComparison.Ordinal);
            Assert.DoesNotContain("Warm-up failed", said, StringComparison.Ordinal);
        }
        // How ids of people in warm-ups begin, as text, in events, and what such people write.
        Assert.Equal([], await Traces.OfTextAsync(system, ["7761726d-2d75-70", Convert.ToHexString("7761726d-2d75-70"u8), "warm by now"]));
    }

    [Fact]
    public async Task There_are_two_gateways_and_a_session_is_good_at_both()
    {
        using var other = new HttpClient { BaseAddress = doubles.Address("gateway") };
        var here = await Person.LogInAsync(system.Api, system.Alice.Username);
        var post = await here.PostAsync("Written here");
        using var ask = new HttpRequestMessage(HttpMethod.Get, $"/api/posts/{post.Id}");
        ask.Headers.Authorization = new("Bearer", here.Session.AccessToken);
        using var answer = await other.SendAsync(ask);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");

        foreach (var gateway in (HttpClient[])[system.Api, other])
        {
            var board = await Board.LookAsync(gateway);
            Assert.Equal(2, board.Ready("gateway"));
            var own = gateway == other ? other.BaseAddress!.Port : await system.PortOfAsync("gateway");
            Assert.Equal(own, new Uri(board.Of("gateway")[0].Address!).Port);
        }
        var gone = other.BaseAddress!;
        await doubles.KillAsync("gateway");
        await SystemFixture.EventuallyAsync(
            async () => (await Board.LookAsync(system)).At("gateway", gone)?.State == "away",
            TimeSpan.FromSeconds(3)
        );
        await here.PostAsync("Written after that");
        await doubles.StartAsync("gateway");
    }

    /// <summary>One of the two: by turns the AppHost's own, which comes back at its old address, and the other one, which comes back elsewhere.</summary>
    async Task<DateTime> KillAsync(string service)
    {
        if (service is "auth" or "post")
            return await doubles.KillFirstAsync(service);
        var at = await doubles.KillAsync(service);
        var address = doubles.Address(service);
        await SystemFixture.EventuallyAsync(
            async () => (await Board.LookAsync(system)).At(service, address)?.State == "away",
            TimeSpan.FromSeconds(3)
        );
        await doubles.StartAsync(service);
        return at;
    }

    async Task RestartAsync(IEnumerable<string> services)
    {
        foreach (var service in services)
        {
            await doubles.RestartAsync(service);
            await doubles.AllReadyAsync(service);
            await doubles.RestartFirstAsync(service);
        }
    }

    async Task<Load> StartAsync()
    {
        foreach (var service in SecondInstances.Services)
            await doubles.AllReadyAsync(service);
        return await Load.StartAsync(system, system.Api.BaseAddress!, doubles.Address("gateway"));
    }

    /// <summary>Until so much more has passed that every call has been made several times.</summary>
    static Task LoadAsync(Load load)
    {
        var before = load.Passages.Count;
        return SystemFixture.EventuallyAsync(() => Task.FromResult(load.Passages.Count >= before + 50), TimeSpan.FromSeconds(30));
    }
}
