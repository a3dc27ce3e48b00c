using System.Collections.Concurrent;
using System.Net;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;
using Social.Tests.WholeSystem.Profiles;

namespace Social.Tests.WholeSystem.Stories;

[Collection<Exclusive>]
public sealed class StoryTests(SystemFixture system)
{
    [Fact]
    public async Task Stories_are_shown_by_author_the_latest_first_and_mine_apart()
    {
        var (ann, ben) = (await system.RegisterAsync("ann"), await system.RegisterAsync("ben"));
        var first = await ann.StoryAsync("Morning  ");
        var bens = await ben.StoryAsync();
        var second = await ann.StoryAsync("Noon");

        Assert.Equal(("Morning", TimeSpan.FromHours(24)), (first.Caption, first.ExpiresAt - first.CreatedAt));
        Assert.Equal((90, 160), (first.Image.Width, first.Image.Height));
        var shown = await system.Alice.StoriesAsync();
        var authors = shown.Items.Select(i => i.Author.Id).ToList();
        Assert.Equal(authors.IndexOf(ben.Id) - 1, authors.IndexOf(ann.Id));
        var anns = shown.Items.Single(i => i.Author.Id == ann.Id);
        Assert.Equal([first.Id, second.Id], anns.Stories.Select(s => s.Id));
        Assert.False(anns.Seen);
        Assert.Equal(["", "Noon"], [bens.Caption, anns.Stories[1].Caption]);

        var own = await ann.StoriesAsync();
        Assert.Equal([first.Id, second.Id], own.Mine.Select(s => s.Id));
        Assert.All(own.Mine, s => Assert.True(s.Seen));
        Assert.DoesNotContain(own.Items, i => i.Author.Id == ann.Id);
        using var image = await system.Api.GetAsync(first.Image.Url);
        Assert.Equal("image/webp", image.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task What_somebody_has_seen_is_remembered_for_them_alone()
    {
        var ann = await system.RegisterAsync("ann");
        var (first, second) = (await ann.StoryAsync(), await ann.StoryAsync());

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => system.Alice.SeeAsync(first.Id)));

        var shown = (await system.Alice.StoriesOfAsync(ann))!;
        Assert.Equal([true, false], shown.Stories.Select(s => s.Seen));
        Assert.False(shown.Seen);
        await system.Alice.SeeAsync(second.Id);
        Assert.True((await system.Alice.StoriesOfAsync(ann))!.Seen);
        Assert.False((await system.Bob.StoriesOfAsync(ann))!.Stories[0].Seen);
        await ann.SeeAsync(first.Id);
        var third = await ann.StoryAsync();
        Assert.False((await system.Alice.StoriesOfAsync(ann))!.Seen);
        using var absent = await system.Alice.SendAsync(HttpMethod.Put, $"/api/stories/{Guid.NewGuid()}/seen", null);
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        Assert.NotEqual(third.Id, second.Id);
    }

    [Fact]
    public async Task After_a_day_a_story_is_shown_to_nobody_though_it_is_not_swept_yet()
    {
        var ann = await system.RegisterAsync("ann");
        var (old, young) = (await ann.StoryAsync("Old"), await ann.StoryAsync("Young"));

        await system.AgeAsync(old.Id);

        Assert.Equal(young.Id, Assert.Single((await system.Alice.StoriesOfAsync(ann))!.Stories).Id);
        Assert.Equal(young.Id, Assert.Single((await ann.StoriesAsync()).Mine).Id);
        using var seen = await system.Alice.SendAsync(HttpMethod.Put, $"/api/stories/{old.Id}/seen", null);
        Assert.Equal(HttpStatusCode.NotFound, seen.StatusCode);
        // The system's own sweeper comes around.
        await SystemFixture.EventuallyAsync(async () => (await system.Api.GetAsync(old.Image.Url)).StatusCode == HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.OK, (await system.Api.GetAsync(young.Image.ThumbnailUrl)).StatusCode);
    }

    [Fact]
    public async Task Its_author_deletes_a_story_and_nobody_else()
    {
        var ann = await system.RegisterAsync("ann");
        var story = await ann.StoryAsync();
        var path = $"/api/stories/{story.Id}";
        using var strangers = await system.Bob.SendAsync(HttpMethod.Delete, path, null);
        Assert.Equal(HttpStatusCode.Forbidden, strangers.StatusCode);
        await system.Alice.SeeAsync(story.Id);

        await ann.DoAsync(HttpMethod.Delete, path);

        Assert.Null(await system.Alice.StoriesOfAsync(ann));
        using var again = await ann.SendAsync(HttpMethod.Delete, path, null);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        var stored = Watching.MediaOf(story).ToString("N");
        await SystemFixture.EventuallyAsync(async () =>
            !(await StoredMedia.LoadAsync(system)).Objects.Any(o => o.StartsWith(stored, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task While_new_stories_arrive_no_author_is_skipped_or_shown_twice()
    {
        List<Person> crew = [];
        foreach (var name in (string[])["una", "dua", "tria", "quat"])
            crew.Add(await system.RegisterAsync(name));
        foreach (var person in crew)
            await person.StoryAsync(person.Username);

        var page = await system.Alice.StoriesAsync(1);
        List<Guid> read = [.. page.Items.Select(i => i.Author.Id)];
        // The last in line goes to the front.
        await crew[0].StoryAsync("Again");
        while (page.Next is not null)
        {
            page = await system.Alice.StoriesAsync(1, page.Next);
            read.AddRange(page.Items.Select(i => i.Author.Id));
        }

        Assert.Equal(read.Distinct(), read);
        Assert.Equal(crew.Select(p => p.Id).Reverse(), read.Where(id => crew.Any(p => p.Id == id)));
        using var malformed = await system.Alice.Api.GetAsync("/api/stories?cursor=%21");
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [Fact]
    public async Task A_story_repeated_by_its_key_is_one_story()
    {
        var ann = await system.RegisterAsync("ann");
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ann.StoryAsync("Once", key: key)));

        Assert.Single(answers.Select(s => s.Id).Distinct());
        Assert.Single((await ann.StoriesAsync()).Mine);
        using var other = await ann.SendStoryAsync("Twice", key: key);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }

    [Fact]
    public async Task However_many_are_told_at_once_a_hundred_is_all()
    {
        var ann = await system.RegisterAsync("ann");
        var told = new ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 104),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (_, _) =>
            {
                using var answer = await ann.SendStoryAsync();
                told.Add(answer.StatusCode);
            }
        );

        Assert.Equal((100, 4), (told.Count(s => s == HttpStatusCode.Created), told.Count(s => s == HttpStatusCode.Conflict)));
        var mine = (await ann.StoriesAsync()).Mine;
        Assert.Equal(100, mine.Count);
        await ann.DoAsync(HttpMethod.Delete, $"/api/stories/{mine[0].Id}");
        await ann.StoryAsync("Room again");
    }

    [Fact]
    public async Task What_is_no_story_is_refused_and_nothing_is_left()
    {
        var before = await StoredMedia.LoadAsync(system);

        using var none = await system.Alice.SendStoryAsync("No image", files: 0);
        using var two = await system.Alice.SendStoryAsync("Two images", files: 2);
        using var tooLong = await system.Alice.SendStoryAsync(new string('x', 201));
        using var program = await system.Alice.SendStoryAsync(picture: Pictures.Program());
        using var cut = await system.Alice.SendStoryAsync(picture: Pictures.Cut(Pictures.Png(400, 400)));
        var formless = new StringContent("{}") { Headers = { ContentType = new("multipart/form-data") } };
        using var unbounded = await system.Alice.SendAsync(HttpMethod.Post, "/api/stories", formless);

        Assert.All([none, two, tooLong, cut], answer => Assert.Equal(HttpStatusCode.UnprocessableContent, answer.StatusCode));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, program.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, unbounded.StatusCode);
        await SystemFixture.EventuallyAsync(() => before.NothingMoreAsync(system));
        Assert.Equal(200, (await system.Alice.StoryAsync(new string('x', 200))).Caption.Length);
    }

    [Fact]
    public async Task Stories_of_the_blocked_and_the_muted_are_not_shown()
    {
        var (ann, ben, cleo) = (await system.RegisterAsync("ann"), await system.RegisterAsync("ben"), await system.RegisterAsync("cleo"));
        var story = await ann.StoryAsync();

        await ann.BlockAsync(ben.Username);
        await cleo.MuteAsync(ann.Username);

        Assert.Null(await ben.StoriesOfAsync(ann));
        Assert.Null(await cleo.StoriesOfAsync(ann));
        await SystemFixture.EventuallyAsync(async () =>
            (await ben.SendAsync(HttpMethod.Put, $"/api/stories/{story.Id}/seen", null)).StatusCode == HttpStatusCode.NotFound
        );
        using var deletion = await ben.SendAsync(HttpMethod.Delete, $"/api/stories/{story.Id}", null);
        Assert.Equal(HttpStatusCode.NotFound, deletion.StatusCode);
        Assert.NotNull(await system.Alice.StoriesOfAsync(ann));
    }
}
