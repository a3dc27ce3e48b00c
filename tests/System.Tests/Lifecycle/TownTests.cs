using System.Net;
using Social.AppHost.Seed;
using Social.Tests.Towns;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>The town itself: what the other tests take for granted.</summary>
public sealed class TownTests(Town town)
{
    [Fact]
    public async Task The_three_of_it_know_each_other()
    {
        var bob = await town.Alice.Profile(town.Bob.Username);

        Assert.True(bob.IsFollowed);
        Assert.True(bob.FollowsMe);
        Assert.Equal(2, bob.Followers);
    }

    [Fact]
    public async Task A_person_posts_a_photo_that_a_follower_sees()
    {
        var post = await town.Alice.PostPhotos("From the hill", Picture.Landscape(7));

        await Town.Eventually(async () => (await town.Bob.Feed()).Items.Any(p => p.Id == post.Id));

        var seen = (await town.Bob.Feed()).Items.First(p => p.Id == post.Id);
        var image = Assert.Single(seen.Images);
        Assert.Equal("Picture 1", image.Alt);
        using var file = await town.Api.GetAsync(image.Url);
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.StartsWith("image/", file.Content.Headers.ContentType?.MediaType, StringComparison.Ordinal);
    }
}
