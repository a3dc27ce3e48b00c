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
        var (dora, emil) = (await system.Register("dora"), await system.Register("emil"));
        await emil.Follow(dora.Username);
        var post = await dora.Post("Remember me");
        await SystemFixture.Eventually(async () => (await emil.Feed()).Items.Count == 1);
        Func<Task<PostAnswer>>[] reads =
        [
            async () => (await emil.Feed()).Items.Single(),
            () => emil.Read(post.Id),
            async () => (await emil.Posts(dora.Username)).Items.Single(),
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

        await dora.Like(post.Id);
        await dora.Do(HttpMethod.Patch, $"/api/posts/{post.Id}", new { text = "Changed" });
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
