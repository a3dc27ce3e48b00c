using Aspire.Hosting.Testing;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Social.Contracts;
using Social.Messaging;
using Social.Posts;
using Social.Posts.Data;
using Social.Posts.Objects;
using Social.ServiceDefaults;
using Social.Tests.Posts;
using Social.Tests.Towns;
using Social.Tests.WholeSystem;

namespace Social.Tests.Stories;

/// <summary>The sweeper by a clock of the test's, on the town's own database and objects.</summary>
[Collection<Alone>]
public sealed class ExpiryTests(Town town)
{
    [Fact]
    public async Task When_its_day_is_over_a_story_goes_with_image_and_thumbnail_and_one_a_moment_younger_stays()
    {
        var ann = await town.Register("ann");
        var old = await ann.Story("Old");
        var young = await ann.Story("Young");
        await town.Alice.See(old.Id);
        Assert.True(old.ExpiresAt < young.ExpiresAt);

        // The image's row goes last, when its objects have.
        await SweepAt(old.ExpiresAt, until: async () => await town.Count("media where id = $1", Watching.MediaOf(old)) == 0);

        Assert.Equal(0, await town.Count("stories where id = $1", old.Id));
        Assert.False(await IsStored(old));
        Assert.Equal(0, await town.Count("seen_stories where story_id = $1", old.Id));
        Assert.Equal(1, await town.Count("outbox where key = $1 and type like '%.StoryRemoved'", old.Id));
        Assert.Equal(young.Id, Assert.Single((await ann.Stories()).Mine).Id);
        Assert.True(await IsStored(young));
    }

    async Task<bool> IsStored(StoryAnswer story) =>
        (await Kept.By(town)).Objects.Any(o => o.StartsWith(Watching.MediaOf(story).ToString("N"), StringComparison.Ordinal));

    /// <summary>Post's own parts, of which nothing but the sweeper is started.</summary>
    async Task SweepAt(DateTimeOffset now, Func<Task<bool>> until)
    {
        var builder = WebApplication.CreateBuilder();
        foreach (var name in (string[])[Names.PostDb, Names.Media, Names.Kafka])
            builder.Configuration[$"ConnectionStrings:{name}"] = await town.App.GetConnectionStringAsync(name);
        builder.AddDatabase<PostDbContext>(Names.PostDb);
        builder.AddEvents<PostDbContext>(Topics.Posts);
        builder.AddObjectStore(Names.Media);
        builder.AddPostOptions();
        using var profiles = GrpcChannel.ForAddress(town.App.GetEndpoint("profile", "grpc"));
        builder.Services.AddSingleton(new ProfileService.ProfileServiceClient(profiles));
        builder.Services.AddSingleton<TimeProvider>(new StoppedClock(now));
        builder.Services.AddSingleton<Shelf>().AddSingleton<Sweeper>();
        await using var post = builder.Build();
        var sweeper = post.Services.GetRequiredService<Sweeper>();
        await sweeper.StartAsync(default);
        await Town.Eventually(until);
        await sweeper.StopAsync(default);
    }

    sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
