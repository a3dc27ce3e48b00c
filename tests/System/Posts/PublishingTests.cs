using System.Net;
using NetVips;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Posts;

[Collection<Exclusive>]
public sealed class PublishingTests(SystemFixture system)
{
    [Fact]
    public async Task A_text_is_read_back_as_it_was_written_and_its_tags_are_found()
    {
        // The accent of the second tag is a character of its own until the text is composed.
        var post = await system.Alice.SendAsync("  Sunday on the #Lake with #Cafe\u0301, not#this  ").PostAsync();

        var read = await system.Bob.GetAsync<PostAnswer>($"/api/posts/{post.Id}");
        Assert.Equal("Sunday on the #Lake with #Caf\u00e9, not#this", read.Text);
        Assert.Equal(["Lake", "Caf\u00e9"], read.Tags);
        Assert.Equal(system.Alice.Id, read.Author.Id);
        Assert.Equal(post.CreatedAt, read.CreatedAt);
        Assert.Equal(post.Id, (await system.Alice.PostsAsync(system.Alice.Username, 1)).Items[0].Id);
    }

    [Fact]
    public async Task Photos_of_all_three_kinds_come_back_as_webp_in_two_sizes_without_metadata()
    {
        // Held upright, the camera writes the pixels lying and a note that says so, next to the place it was at.
        var photo = Exif.Tag(Pictures.Jpeg(3000, 1500));
        Assert.True(photo.AsSpan().IndexOf("Exif"u8) > 0);

        var post = await system
            .Alice.SendAsync(
                "Three",
                [("a.jpg", photo), ("b.png", Pictures.Png(500, 400)), ("c.webp", Pictures.WebP(900, 300))],
                ["Hill", "", "Sea"]
            )
            .PostAsync();

        Assert.Equal([(1024, 2048), (500, 400), (900, 300)], post.Images.Select(i => (i.Width, i.Height)));
        Assert.Equal(["Hill", "", "Sea"], post.Images.Select(i => i.Alt));
        foreach (var image in post.Images)
        {
            Assert.Equal((image.Width, image.Height), await SizeOfAsync(image.Url));
            var shrunk = Math.Min(1, 640.0 / Math.Max(image.Width, image.Height));
            Assert.Equal(((int)(image.Width * shrunk), (int)(image.Height * shrunk)), await SizeOfAsync(image.ThumbnailUrl));
        }
    }

    [Fact]
    public async Task An_upload_that_is_refused_before_it_ended_is_always_told_the_reason()
    {
        // Larger than what is buffered on the way: the refusal meets a write at any of its moments.
        byte[] program = [.. Pictures.Program(), .. new byte[3_000_000]];
        for (var i = 0; i < 40; i++)
        {
            using var answer = await system.Alice.SendAsync("Program", [("a.png", program)]);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_part_of_an_image_may_be_asked_for()
    {
        var post = await system.Alice.SendAsync("Range", [("a.png", Pictures.Png(700, 700))]).PostAsync();
        var whole = await system.Api.GetByteArrayAsync(post.Images[0].Url);

        using var request = new HttpRequestMessage(HttpMethod.Get, post.Images[0].Url) { Headers = { Range = new(100, 299) } };
        using var answer = await system.Api.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(whole[100..300], await answer.Content.ReadAsByteArrayAsync());
    }

    public static TheoryData<string, string, int> Refusals =>
        new()
        {
            { "cut.jpg", "", 422 },
            { "cut.png", "", 422 },
            { "cut.webp", "", 422 },
            { "huge.png", "50,000", 413 },
            { "wide.png", "12,001", 413 },
            { "holiday.jpg", "JPEG, PNG and WebP", 415 },
            { "heavy.png", "15 MiB", 413 },
            { "nothing.jpg", "JPEG, PNG and WebP", 415 },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_file_that_is_no_fit_image_is_refused_by_name_and_nothing_is_left(string name, string reason, int status)
    {
        var file = name switch
        {
            "cut.jpg" => Pictures.Cut(Pictures.Jpeg(800, 800)),
            "cut.png" => Pictures.Cut(Pictures.Png(800, 800)),
            "cut.webp" => Pictures.Cut(Pictures.WebP(800, 800)),
            "huge.png" => Pictures.Claiming(50_000, 50_000),
            "wide.png" => Pictures.Claiming(12_001, 20),
            "holiday.jpg" => Pictures.Program(),
            "heavy.png" => [.. Pictures.Png(20, 20), .. new byte[15 << 20]],
            _ => [],
        };
        var before = await StoredMedia.LoadAsync(system);

        // The image before it is whole, and must not stay either.
        using var answer = await system.Alice.SendAsync("Look", [("fine.png", Pictures.Png(300, 300)), (name, file)]);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, text);
        Assert.Contains(name, text, StringComparison.Ordinal);
        Assert.Contains(reason, text, StringComparison.Ordinal);
        await SystemFixture.EventuallyAsync(() => before.NothingMoreAsync(system));
    }

    [Fact]
    public async Task Eleven_images_an_empty_text_and_a_long_one_are_refused_and_nothing_is_left()
    {
        var before = await StoredMedia.LoadAsync(system);
        var image = Pictures.Png(40, 40);

        using var eleven = await system.Alice.SendAsync("Many", [.. Enumerable.Range(0, 11).Select(i => ($"{i}.png", image))]);
        using var empty = await system.Alice.SendAsync(" \n ");
        using var none = await system.Alice.SendAsync("", []);
        using var tooLong = await system.Alice.SendAsync(new string('x', 2_201));
        using var alt = await system.Alice.SendAsync("Alt", [("a.png", image)], [new string('x', 501)]);

        Assert.Equal(HttpStatusCode.UnprocessableContent, eleven.StatusCode);
        Assert.Contains("10 images", await eleven.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.All([empty, none, tooLong, alt], answer => Assert.Equal(HttpStatusCode.UnprocessableContent, answer.StatusCode));
        await SystemFixture.EventuallyAsync(() => before.NothingMoreAsync(system));
        Assert.Equal(2_200, (await system.Alice.SendAsync(new string('x', 2_200)).PostAsync()).Text.Length);
    }

    async Task<(int Width, int Height)> SizeOfAsync(string url)
    {
        using var answer = await system.Api.GetAsync(url);
        Assert.Equal("image/webp", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(answer.Headers.ETag);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(-1, bytes.AsSpan().IndexOf("EXIF"u8));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("Exif"u8));
        using var image = Image.NewFromBuffer(bytes);
        return (image.Width, image.Height);
    }
}
