using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.Posts.Data;

namespace Social.Posts;

/// <summary>
/// Attaches or removes uploads that belong to no post. What holds them lies with Chat and Questions, which are asked once for each image, a
/// day after its upload: nothing has to arrive for an image to stay.
/// </summary>
public sealed class AttachmentCleanup(
    PostDbContext db,
    MessageService.MessageServiceClient messages,
    QuestionService.QuestionServiceClient questions,
    IOptions<PostOptions> options,
    TimeProvider clock
)
{
    const int BatchSize = 100;

    /// <exception cref="Grpc.Core.RpcException">Chat cannot be asked.</exception>
    public Task CleanUpRoomsAsync(CancellationToken stop) =>
        CleanUpAsync(MediaKind.Room, async ids => await messages.FindMessageImagesAsync(ids, cancellationToken: stop), stop);

    /// <exception cref="Grpc.Core.RpcException">Questions cannot be asked.</exception>
    public Task CleanUpQuestionsAsync(CancellationToken stop) =>
        CleanUpAsync(MediaKind.Question, async ids => await questions.FindQuestionImagesAsync(ids, cancellationToken: stop), stop);

    async Task CleanUpAsync(MediaKind kind, Func<MediaIds, Task<MediaIds>> findUsed, CancellationToken stop)
    {
        var before = clock.GetUtcNow() - options.Value.KeepUnattached;
        var pending = db.Media.Where(m => m.Kind == kind && m.State == MediaState.Pending && m.CreatedAt < before);
        List<Guid> some;
        do
        {
            some = await pending.OrderBy(m => m.CreatedAt).Select(m => m.Id).Take(BatchSize).ToListAsync(stop);
            if (some.Count == 0)
                return;
            var answer = await findUsed(new() { Ids = { some.Select(id => id.ToString()) } });
            List<Guid> used = [.. answer.Ids.Select(Guid.Parse)];
            await SetStateAsync(pending.Where(m => used.Contains(m.Id)), MediaState.Attached, stop);
            // Not those that were claimed while the service was asked: they are younger now.
            await SetStateAsync(pending.Where(m => some.Contains(m.Id) && !used.Contains(m.Id)), MediaState.PendingDeletion, stop);
        } while (some.Count == BatchSize);
    }

    static Task<int> SetStateAsync(IQueryable<Media> media, MediaState state, CancellationToken stop) =>
        media.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, state), stop);
}
