using System.Diagnostics;
using Aspire.Hosting.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>What the dashboard lets one do to an instance.</summary>
[Collection<TimingSensitive>]
public sealed class ChaosTests(SystemFixture system)
{
    static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task An_instance_is_slowed_down_and_goes_on_as_ever()
    {
        var post = await system.Alice.PostAsync("To be read late");
        await CommandAsync("slow-down-much");
        try
        {
            Assert.InRange(await TimeAsync(post.Id), Delay, Delay * 2);
            // Whether it lives is another question, and answered at once.
            Assert.Equal(1, (await Board.LookAsync(system)).Ready("post"));
        }
        finally
        {
            await CommandAsync("speed-up");
        }
        Assert.InRange(await TimeAsync(post.Id), TimeSpan.Zero, Delay);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("60001")]
    [InlineData("much")]
    public async Task By_how_much_has_to_make_sense(string milliseconds)
    {
        using var post = new HttpClient { BaseAddress = system.App.GetEndpoint("post", "http") };
        using var answer = await post.PostAsync($"/faults/delay?milliseconds={milliseconds}", content: null);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Nobody_slows_the_gateway_down()
    {
        using var answer = await system.Api.PostAsync("/faults/delay?milliseconds=50", content: null);
        Assert.False(answer.IsSuccessStatusCode);
    }

    async Task<TimeSpan> TimeAsync(Guid post)
    {
        var began = Stopwatch.GetTimestamp();
        await system.Alice.DoAsync(HttpMethod.Get, $"/api/posts/{post}");
        return Stopwatch.GetElapsedTime(began);
    }

    async Task CommandAsync(string name) => Assert.True((await system.App.ResourceCommands.ExecuteCommandAsync("post", name)).Success);
}
