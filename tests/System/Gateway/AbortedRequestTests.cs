using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Gateway;

public sealed class AbortedRequestTests(SystemFixture system)
{
    [Fact]
    public async Task A_client_that_leaves_is_no_error_in_the_log()
    {
        for (var i = 0; i < 60; i++)
        {
            using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(i % 20));
            try
            {
                using var answer = await system.Alice.Api.GetAsync("/api/feed", leaving.Token);
            }
            catch (OperationCanceledException)
            {
                // As intended.
            }
        }
        // What was cancelled has been logged by then, if it is at all: logs arrive in order.
        await system.Alice.FeedAsync();
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await using var file = new FileStream(
            Path.Combine(SystemLogs.Folder, "gateway.log"),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        using var reader = new StreamReader(file);
        var log = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Call canceled by the client", log, StringComparison.Ordinal);
    }
}
