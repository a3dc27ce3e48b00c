using System.Net;
using Social.Tests.WholeSystem.Auth;
using Social.Tests.WholeSystem.Chat;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Posts;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>Images in questions and answers: uploaded first, kept for as long as a text of their uploader shows them.</summary>
public sealed class QuestionImageTests(SystemFixture system)
{
    static readonly TimeSpan CleanupTimeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_image_is_shown_by_a_question_and_removed_with_the_last_text_that_shows_it()
    {
        var (asker, other) = (await system.RegisterAsync("asker"), await system.RegisterAsync("other"));
        var (image, id) = await UploadAsync(asker);
        Assert.Equal((60, 40, $"/media/{id}/thumb"), (image.Width, image.Height, image.ThumbnailUrl));
        var question = await asker.AskQuestionAsync(body: $"See ![A loom]({image.Url}) and ![a pixel](https://b.example/pixel.png)");
        var html = (await other.QuestionAsync(question)).BodyHtml;
        Assert.Contains($"<img src=\"{image.Url}\" alt=\"A loom\">", html, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"https://b.example/pixel.png\" rel=\"nofollow ugc noopener\">a pixel</a>",
            html,
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync(HttpMethod.Get, image.Url));

        var answer = await asker.AnswerQuestionAsync(question, $"As ![before]({image.Url})");
        await asker.DoAsync(HttpMethod.Delete, $"/api/answers/{answer}");
        await system.AgeMediaAsync(id);
        await SystemFixture.EventuallyAsync(() => system.IsAttachedAsync(id), CleanupTimeout);
        await asker.DoAsync(HttpMethod.Delete, $"/api/questions/{question}");

        await SystemFixture.EventuallyAsync(async () => !await system.IsStoredAsync(id), CleanupTimeout);
        Assert.Equal(HttpStatusCode.NotFound, await other.StatusAsync(HttpMethod.Get, image.Url));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await asker.TryAskAsync(body: $"Once more ![A loom]({image.Url})", tags: "engine").StatusAsync()
        );
    }

    [Fact]
    public async Task An_image_stays_when_the_last_text_that_shows_it_is_deleted_while_another_is_being_stored()
    {
        var asker = await system.RegisterAsync("asker");
        var (image, id) = await UploadAsync(asker);
        var (shown, other) = (await asker.AskQuestionAsync(body: $"See ![A loom]({image.Url})"), await asker.AskQuestionAsync());
        Task<HttpResponseMessage> answering;
        await using (var held = await HeldQuestion.LockAsync(system, other))
        {
            answering = asker.TryAnswerAsync(other, $"As ![before]({image.Url})");
            await SystemFixture.EventuallyAsync(held.IsWaitedForAsync);
            await asker.DoAsync(HttpMethod.Delete, $"/api/questions/{shown}");
            var deleted = DateTimeOffset.UtcNow;
            // Post asks because of the deletion, learns that the image is claimed, and asks again in a day.
            await SystemFixture.EventuallyAsync(() => system.IsPendingSinceAsync(id, deleted), CleanupTimeout);
        }
        // On a busy machine the call may have timed out meanwhile. The image is there all the same.
        if (await answering.StatusAsync() != HttpStatusCode.Created)
            await asker.AnswerQuestionAsync(other, $"As ![before]({image.Url})");
        Assert.Equal(HttpStatusCode.OK, await asker.StatusAsync(HttpMethod.Get, image.Url));
        await system.AgeMediaAsync(id);
        await SystemFixture.EventuallyAsync(() => system.IsAttachedAsync(id), CleanupTimeout);
    }

    [Fact]
    public async Task An_upload_that_no_text_of_its_owner_shows_is_removed_after_a_day()
    {
        var (owner, other) = (await system.RegisterAsync("owner"), await system.RegisterAsync("other"));
        var (image, id) = await UploadAsync(owner);
        // It is not theirs to keep.
        await other.AskQuestionAsync(body: $"See ![theirs]({image.Url})");
        await system.AgeMediaAsync(id);
        await SystemFixture.EventuallyAsync(async () => !await system.IsStoredAsync(id), CleanupTimeout);
    }

    [Fact]
    public async Task An_upload_is_one_image_and_nothing_else()
    {
        var owner = await system.RegisterAsync("owner");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await owner.TryUploadImageAsync().StatusAsync());
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await owner.TryUploadImageAsync(Pictures.Png(9, 9), Pictures.Png(9, 9)).StatusAsync()
        );
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await owner.TryUploadImageAsync(Pictures.Program()).StatusAsync());
        await SystemFixture.EventuallyAsync(async () => (await system.MediaOfAsync(owner)).Count == 0);
    }

    static async Task<(ImageAnswer Image, Guid Id)> UploadAsync(Person owner)
    {
        var image = await owner.TryUploadImageAsync(Pictures.Png(60, 40)).ReadAsync<ImageAnswer>();
        return (image, Guid.Parse(image.Url.Split('/')[^1]));
    }
}
