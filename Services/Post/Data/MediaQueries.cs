using Microsoft.EntityFrameworkCore;

namespace Social.Posts.Data;

static class MediaQueries
{
    /// <summary>Attaches images that nothing shows yet, in the open transaction; false when one of them is not there any more.</summary>
    public static async Task<bool> TryAttachAsync(this PostDbContext db, IReadOnlyCollection<Guid> images, CancellationToken stop) =>
        images.Count == 0
        || await db
            .Media.Where(m => images.Contains(m.Id) && m.State == MediaState.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.Attached), stop) == images.Count;
}
