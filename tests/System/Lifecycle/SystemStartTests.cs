using System.Net;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>The system itself: what the other tests take for granted.</summary>
public sealed class SystemStartTests(SystemFixture system)
{
    /// <summary>What PostgreSQL calls an error while health checks ask for databases that are about to be made.</summary>
    static readonly string[] OfDatabasesToCome =
    [
        "the database system is starting up",
        "db\" does not exist",
        "\"__EFMigrationsHistory\" does not exist",
    ];

    [Fact]
    public void Everything_starts_without_an_error_in_any_log() =>
        Assert.DoesNotContain(
            system.ErrorsAtStart,
            line => !Array.Exists(OfDatabasesToCome, known => line.Contains(known, StringComparison.Ordinal))
        );

    [Fact]
    public async Task The_three_of_it_know_each_other()
    {
        var bob = await system.Alice.ProfileAsync(system.Bob.Username);

        Assert.True(bob.IsFollowed);
        Assert.True(bob.FollowsMe);
        Assert.Equal(2, bob.Followers);
    }

    [Fact]
    public async Task A_person_posts_a_photo_that_a_follower_sees()
    {
        var post = await system.Alice.PostPhotosAsync("From the hill", Pictures.Jpeg(1200, 800));

        await SystemFixture.EventuallyAsync(async () => (await system.Bob.FeedAsync()).Items.Any(p => p.Id == post.Id));

        var seen = (await system.Bob.FeedAsync()).Items.First(p => p.Id == post.Id);
        var image = Assert.Single(seen.Images);
        Assert.Equal("Picture 1", image.Alt);
        using var file = await system.Api.GetAsync(image.Url);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.StartsWith("image/", file.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
    }
}
