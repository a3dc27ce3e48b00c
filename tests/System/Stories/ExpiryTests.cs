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
using Social.ServiceDefaults.Database;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Stories;

/// <summary>The cleanup by a clock of the test's, on the system's own database and objects.</summary>
[Collection<Exclusive>]
public sealed class ExpiryTests(SystemFixture system)
{
    [Fact]
    public async Task When_its_day_is_over_a_story_goes_with_image_and_thumbnail_and_one_a_moment_younger_stays()
    {
        var ann = await system.RegisterAsync("ann");
        var old = await ann.StoryAsync("Old");
        var young = await ann.StoryAsync("Young");
        await system.Alice.SeeAsync(old.Id);
        Assert.True(old.ExpiresAt < young.ExpiresAt);

        // The image's row goes last, when its objects have.
        await CleanUpAtAsync(old.ExpiresAt, until: async () => await system.CountAsync("media where id = $1", Watching.MediaOf(old)) == 0);

        Assert.Equal(0, await system.CountAsync("stories where id = $1", old.Id));
        Assert.False(await IsStoredAsync(old));
        Assert.Equal(0, await system.CountAsync("seen_stories where story_id = $1", old.Id));
        await SystemFixture.EventuallyAsync(async () =>
            await PublishedEvents.OfAsync(system, Topics.Posts, old.Id) is [.., "StoryRemoved"]
        );
        Assert.Equal(young.Id, Assert.Single((await ann.StoriesAsync()).Mine).Id);
        Assert.True(await IsStoredAsync(young));
    }

    async Task<bool> IsStoredAsync(StoryAnswer story) =>
        (await StoredMedia.LoadAsync(system)).Objects.Any(o =>
            o.StartsWith(Watching.MediaOf(story).ToString("N"), StringComparison.Ordinal)
        );

    /// <summary>Post's own parts, of which nothing but the cleanup is started.</summary>
    async Task CleanUpAtAsync(DateTimeOffset now, Func<Task<bool>> until)
    {
        var builder = WebApplication.CreateBuilder();
        foreach (var name in (string[])[Names.PostDb, Names.Media, Names.Kafka])
            builder.Configuration[$"ConnectionStrings:{name}"] = await system.App.GetConnectionStringAsync(name);
        builder.AddDatabase<PostDbContext>(Names.PostDb);
        builder.AddEvents<PostDbContext>(Topics.Posts);
        builder.AddObjectStore(Names.Media);
        builder.AddPostOptions();
        using var profiles = GrpcChannel.ForAddress(system.App.GetEndpoint("profile", "grpc"));
        builder.Services.AddSingleton(new ProfileService.ProfileServiceClient(profiles));
        builder.Services.AddSingleton<TimeProvider>(new FixedTimeProvider(now));
        builder.Services.AddSingleton<MediaStorage>().AddSingleton<MediaCleanup>();
        await using var post = builder.Build();
        var cleanup = post.Services.GetRequiredService<MediaCleanup>();
        await cleanup.StartAsync(default);
        await SystemFixture.EventuallyAsync(until);
        await cleanup.StopAsync(default);
    }

    sealed class FixedTimeProvider(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
