using Microsoft.EntityFrameworkCore;
using Social.Messaging.Blocks;
using Social.Posts.Data;

namespace Social.Posts.Events;

static class UserErasure
{
    /// <summary>
    /// Removes everything of a person, and what others wrote under it, in the open transaction; the counts of others' posts follow.
    /// Images are marked for deletion: nobody is shown them from now on, and the cleanup takes them out of the store.
    /// </summary>
    /// <returns>The posts that it changed or removed.</returns>
    public static async Task<IReadOnlyList<Guid>> EraseAsync(this PostDbContext db, Guid person, CancellationToken stop)
    {
        var affected = await LockAffectedPostsAsync(db, person, stop);
        await EraseLikesAsync(db, person, stop);
        await EraseCommentsAsync(db, person, stop);
        await EraseMentionsAsync(db, person, stop);
        // With their images, tags, revisions, likes and comments.
        await db.Posts.Where(p => p.AuthorId == person).ExecuteDeleteAsync(stop);
        await db.Authors.Where(a => a.AuthorId == person).ExecuteDeleteAsync(stop);
        // With those who have seen them.
        await db.Stories.Where(s => s.AuthorId == person).ExecuteDeleteAsync(stop);
        await db.SeenStories.Where(s => s.ViewerId == person).ExecuteDeleteAsync(stop);
        await db.IdempotencyRecords.Where(a => a.CallerId == person).ExecuteDeleteAsync(stop);
        await db.RemoveBlocksOfAsync(person, stop);
        await db.Mutes.Where(m => m.MuterId == person || m.MutedId == person).ExecuteDeleteAsync(stop);
        // Questions and answers stay without their author, and their images with them; unattached ones are found by the cleanup.
        await db
            .Media.Where(m => m.OwnerId == person && m.Kind == MediaKind.Question)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.OwnerId, (Guid?)null), stop);
        await db
            .Media.Where(m => m.OwnerId == person)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.PendingDeletion), stop);
        return affected;
    }

    /// <summary>
    /// By rows and in one order, as whoever writes about a post takes the post's row first: neither they nor another person's leaving
    /// can hold what this waits for. Not by the posts' own locks, of which the database has room for some thousands only.
    /// </summary>
    static Task<List<Guid>> LockAffectedPostsAsync(PostDbContext db, Guid person, CancellationToken stop) =>
        db
            .Database.SqlQuery<Guid>(
                $$"""
                select id as "Value" from posts
                where id in (
                    select id from posts where author_id = {{person}}
                    union select post_id from likes where user_id = {{person}}
                    union select post_id from comments where author_id = {{person}}
                    union select id from posts where mention_ids <> '{}' and mention_ids @> array[{{person}}]
                    union select post_id from comments where mention_ids <> '{}' and mention_ids @> array[{{person}}])
                order by id for update
                """
            )
            .ToListAsync(stop);

    static async Task EraseLikesAsync(PostDbContext db, Guid person, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync(
            $"update posts set likes = likes - 1 where id in (select post_id from likes where user_id = {person})",
            stop
        );
        await db.Likes.Where(l => l.UserId == person).ExecuteDeleteAsync(stop);
    }

    static async Task EraseCommentsAsync(PostDbContext db, Guid person, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            update posts set comments = comments - written.many
            from (select post_id, count(*)::int as many from comments where author_id = {person} group by post_id) as written
            where id = written.post_id
            """,
            stop
        );
        await db.Comments.Where(c => c.AuthorId == person).ExecuteDeleteAsync(stop);
    }

    static async Task EraseMentionsAsync(PostDbContext db, Guid person, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync(
            $$"""
            update posts set mention_ids = array_remove(mention_ids, {{person}}), version = version + 1
            where mention_ids <> '{}' and mention_ids @> array[{{person}}]
            """,
            stop
        );
        await db.Database.ExecuteSqlAsync(
            $$"""
            update comments set mention_ids = array_remove(mention_ids, {{person}})
            where mention_ids <> '{}' and mention_ids @> array[{{person}}]
            """,
            stop
        );
    }
}
