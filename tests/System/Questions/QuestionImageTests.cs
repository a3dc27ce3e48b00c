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
        var (asker, other) = (await system.Register("asker"), await system.Register("other"));
        var (image, id) = await Upload(asker);
        Assert.Equal((60, 40, $"/media/{id}/thumb"), (image.Width, image.Height, image.ThumbnailUrl));
        var question = await asker.AskQuestion(body: $"See ![A loom]({image.Url}) and ![a pixel](https://b.example/pixel.png)");
        var html = (await other.Question(question)).BodyHtml;
        Assert.Contains($"<img src=\"{image.Url}\" alt=\"A loom\">", html, StringComparison.Ordinal);
        Assert.Contains(
            "<a href=\"https://b.example/pixel.png\" rel=\"nofollow ugc noopener\">a pixel</a>",
            html,
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.OK, await other.Status(HttpMethod.Get, image.Url));

        var answer = await asker.AnswerQuestion(question, $"As ![before]({image.Url})");
        await asker.Do(HttpMethod.Delete, $"/api/answers/{answer}");
        await system.AgeMediaAsync(id);
        await SystemFixture.Eventually(() => system.IsAttachedAsync(id), CleanupTimeout);
        await asker.Do(HttpMethod.Delete, $"/api/questions/{question}");

        await SystemFixture.Eventually(async () => !await system.IsStoredAsync(id), CleanupTimeout);
        Assert.Equal(HttpStatusCode.NotFound, await other.Status(HttpMethod.Get, image.Url));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await asker.TryAsk(body: $"Once more ![A loom]({image.Url})", tags: "engine").Status()
        );
    }

    [Fact]
    public async Task An_image_stays_when_the_last_text_that_shows_it_is_deleted_while_another_is_being_stored()
    {
        var asker = await system.Register("asker");
        var (image, id) = await Upload(asker);
        var (shown, other) = (await asker.AskQuestion(body: $"See ![A loom]({image.Url})"), await asker.AskQuestion());
        Task<HttpResponseMessage> answering;
        await using (var held = await HeldQuestion.LockAsync(system, other))
        {
            answering = asker.TryAnswer(other, $"As ![before]({image.Url})");
            await SystemFixture.Eventually(held.IsWaitedForAsync);
            await asker.Do(HttpMethod.Delete, $"/api/questions/{shown}");
            var deleted = DateTimeOffset.UtcNow;
            // Post asks because of the deletion, learns that the image is claimed, and asks again in a day.
            await SystemFixture.Eventually(() => system.IsPendingSinceAsync(id, deleted), CleanupTimeout);
        }
        // On a busy machine the call may have timed out meanwhile. The image is there all the same.
        if (await answering.Status() != HttpStatusCode.Created)
            await asker.AnswerQuestion(other, $"As ![before]({image.Url})");
        Assert.Equal(HttpStatusCode.OK, await asker.Status(HttpMethod.Get, image.Url));
        await system.AgeMediaAsync(id);
        await SystemFixture.Eventually(() => system.IsAttachedAsync(id), CleanupTimeout);
    }

    [Fact]
    public async Task An_upload_that_no_text_of_its_owner_shows_is_removed_after_a_day()
    {
        var (owner, other) = (await system.Register("owner"), await system.Register("other"));
        var (image, id) = await Upload(owner);
        // It is not theirs to keep.
        await other.AskQuestion(body: $"See ![theirs]({image.Url})");
        await system.AgeMediaAsync(id);
        await SystemFixture.Eventually(async () => !await system.IsStoredAsync(id), CleanupTimeout);
    }

    [Fact]
    public async Task An_upload_is_one_image_and_nothing_else()
    {
        var owner = await system.Register("owner");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await owner.TryUploadImage().Status());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await owner.TryUploadImage(Pictures.Png(9, 9), Pictures.Png(9, 9)).Status());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await owner.TryUploadImage(Pictures.Program()).Status());
        await SystemFixture.Eventually(async () => (await system.MediaOfAsync(owner)).Count == 0);
    }

    static async Task<(ImageAnswer Image, Guid Id)> Upload(Person owner)
    {
        var image = await owner.TryUploadImage(Pictures.Png(60, 40)).Read<ImageAnswer>();
        return (image, Guid.Parse(image.Url.Split('/')[^1]));
    }
}
