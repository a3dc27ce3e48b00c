using System.Diagnostics;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.CachedReads;

/// <summary>What a gateway was told before and nobody has changed is answered without its owners.</summary>
[Collection<Exclusive>]
public sealed class RememberedPageTests(SystemFixture system)
{
    [Fact]
    public async Task Pages_read_before_need_no_owner_and_changes_are_seen_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are stopped by signals.");
        var (dora, emil) = (await system.RegisterAsync("dora"), await system.RegisterAsync("emil"));
        await emil.FollowAsync(dora.Username);
        var post = await dora.PostAsync("Remember me");
        await SystemFixture.EventuallyAsync(async () => (await emil.FeedAsync()).Items.Count == 1);
        Func<Task<PostAnswer>>[] reads =
        [
            async () => (await emil.FeedAsync()).Items.Single(),
            () => emil.ReadAsync(post.Id),
            async () => (await emil.PostsAsync(dora.Username)).Items.Single(),
        ];
        // By the second time everything has been told and kept.
        for (var i = 0; i < 2; i++)
            foreach (var read in reads)
                await read();

        var owners = await Task.WhenAll(((string[])["profile", "post", "feed"]).Select(system.ProcessOfAsync));
        await SignalAsync("STOP", owners);
        try
        {
            foreach (var read in reads)
                Assert.Equal("Remember me", (await read()).Text);
        }
        finally
        {
            await SignalAsync("CONT", owners);
        }

        await dora.LikeAsync(post.Id);
        await dora.DoAsync(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = "Changed" });
        foreach (var read in reads)
            Assert.Equal(("Changed", 1), (await read()) is var shown ? (shown.Text, shown.Likes) : default);
    }

    static async Task SignalAsync(string signal, Process[] processes)
    {
        foreach (var process in processes)
        {
            using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            await kill.WaitForExitAsync();
            Assert.Equal(0, kill.ExitCode);
        }
    }
}
