using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;

namespace Social.Posts.Data;

static class EndedStories
{
    /// <summary>
    /// Removes stories and who has seen them, marks their images and tells so, in the open transaction and under the stories' locks.
    /// </summary>
    /// <returns>How many were still there.</returns>
    public static async Task<int> RemoveStoriesAsync(this PostDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        await db.LockAsync(ids, stop);
        var stories = await db.Stories.Where(s => ids.Contains(s.Id)).ToListAsync(stop);
        db.Stories.RemoveRange(stories);
        foreach (var story in stories)
            db.Publish(story.Id, new StoryRemoved { StoryId = story.Id.ToString(), AuthorId = story.AuthorId.ToString() });
        await db.SaveChangesAsync(stop);
        List<Guid> images = [.. stories.Select(s => s.MediaId)];
        await db
            .Media.Where(m => images.Contains(m.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.PendingDeletion), stop);
        return stories.Count;
    }
}
