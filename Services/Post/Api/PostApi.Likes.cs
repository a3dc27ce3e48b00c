using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Blocks;
using Social.Posts.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override async Task<LikeReply> Like(LikeRequest request, ServerCallContext context)
    {
        var (me, post, stop) = (context.CallerId(), PostId(request.PostId), context.CancellationToken);
        using var permit = await hotPosts.EnterAsync(post, stop);
        await using var transaction = await db.BeginAsync(stop);
        var (author, _) = await LockVisiblePostAsync(post, me, [], stop);
        var now = clock.GetUtcNow();
        var liked = await db.Database.ExecuteSqlAsync(
            $"insert into likes (id, post_id, user_id) values ({Guid.CreateVersion7(now)}, {post}, {me}) on conflict do nothing",
            stop
        );
        if (liked == 0)
            return new();
        await CountLikesAsync(post, 1, stop);
        StampAfterCommit(StampKeys.Post(post));
        db.Publish(
            post,
            new PostLiked
            {
                PostId = post.ToString(),
                AuthorId = author.ToString(),
                LikerId = me.ToString(),
                LikedAt = Timestamp.FromDateTimeOffset(now),
            }
        );
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override async Task<LikeReply> Unlike(LikeRequest request, ServerCallContext context)
    {
        var (me, post, stop) = (context.CallerId(), PostId(request.PostId), context.CancellationToken);
        using var permit = await hotPosts.EnterAsync(post, stop);
        await using var transaction = await db.BeginAsync(stop);
        var (author, _) = await LockVisiblePostAsync(post, me, [], stop);
        if (await db.Likes.Where(l => l.PostId == post && l.UserId == me).ExecuteDeleteAsync(stop) == 0)
            return new();
        await CountLikesAsync(post, -1, stop);
        StampAfterCommit(StampKeys.Post(post));
        db.Publish(
            post,
            new PostUnliked
            {
                PostId = post.ToString(),
                AuthorId = author.ToString(),
                LikerId = me.ToString(),
            }
        );
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).</exception>
    public override async Task<LikePage> ListLikes(ListLikesRequest request, ServerCallContext context)
    {
        var (me, post, stop) = (ViewerOf(context), PostId(request.PostId), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var last = Paging.ReadId(request.Cursor);
        if (!await db.VisibleTo(me).AnyAsync(p => p.Id == post, stop))
            throw NoSuchPost();
        var apart = db.BlockedEitherWay(me);
        var likes = db.Likes.AsNoTracking().Where(l => l.PostId == post && !apart.Contains(l.UserId));
        if (last is not null)
            likes = likes.Where(l => l.Id < last);
        var page = await likes.OrderByDescending(l => l.Id).Take(limit + 1).ToListAsync(stop);
        return new()
        {
            UserIds = { page.Take(limit).Select(l => l.UserId.ToString()) },
            Next = page.Count > limit ? Paging.ToCursor(page[limit - 1].Id) : "",
        };
    }

    /// <summary>Its author may have deleted the post before this transaction had its lock.</summary>
    async Task CountLikesAsync(Guid post, int more, CancellationToken stop)
    {
        if (
            await db.Published.Where(p => p.Id == post).ExecuteUpdateAsync(set => set.SetProperty(p => p.Likes, p => p.Likes + more), stop)
            == 0
        )
            throw NoSuchPost();
    }
}
