using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Posts.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    /// <summary>Another text for the caller's own post; what it said before is kept. The same text changes nothing.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Invalid"/> (text), <see cref="Fault.Unavailable"/>.
    /// </exception>
    public override async Task<PostView> EditPost(EditPostRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), PostId(request.Id), context.CancellationToken);
        var text = Post.ValidateText(request.Text);
        var mentions = await FindMentionedAsync(me, text, stop);
        await using var transaction = await db.BeginAsync(stop);
        var (author, gone) = await LockVisiblePostAsync(id, me, mentions, stop);
        if (author != me)
            throw new FaultException(Fault.Forbidden, "Only its author edits a post.");
        var post = await db.Published.Include(p => p.Images).SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw NoSuchPost();
        if (post.Text != text)
        {
            StampAfterCommit(StampKeys.Post(id));
            db.Revisions.Add(post.Edit(text, [.. mentions.Except(gone)], clock.GetUtcNow()));
            await db.Tags.Where(t => t.PostId == id).ExecuteDeleteAsync(stop);
            db.Tags.AddRange(PostTag.From(post));
            await db.StoreWordsAsync(post, stop);
            db.Publish(
                id,
                new PostEdited
                {
                    PostId = id.ToString(),
                    AuthorId = me.ToString(),
                    MentionedIds = { post.MentionIds.Select(m => m.ToString()) },
                    EditedAt = Timestamp.FromDateTimeOffset(post.EditedAt!.Value),
                    Version = (ulong)await db.IncrementPostVersionAsync(id, stop),
                }
            );
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        }
        return await ViewOneAsync(db.Published.Where(p => p.Id == id), me, stop) ?? throw NoSuchPost();
    }

    /// <summary>What the caller's own post said before, the latest first.</summary>
    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Forbidden"/>, <see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).
    /// </exception>
    public override async Task<EditPage> ListEdits(ListEditsRequest request, ServerCallContext context)
    {
        var (me, id, stop) = (context.CallerId(), PostId(request.PostId), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var last = Paging.ReadId(request.Cursor);
        var author = await db.VisibleTo(me).Where(p => p.Id == id).Select(p => (Guid?)p.AuthorId).SingleOrDefaultAsync(stop);
        if ((author ?? throw NoSuchPost()) != me)
            throw new FaultException(Fault.Forbidden, "Only its author sees what a post said before.");
        var revisions = db.Revisions.AsNoTracking().Where(r => r.PostId == id);
        if (last is not null)
            revisions = revisions.Where(r => r.Id < last);
        var page = await revisions.OrderByDescending(r => r.Id).Take(limit + 1).ToListAsync(stop);
        return new()
        {
            Edits = { page.Take(limit).Select(r => new EditView { Text = r.Text, WrittenAt = Timestamp.FromDateTimeOffset(r.WrittenAt) }) },
            Next = page.Count > limit ? Paging.ToCursor(page[limit - 1].Id) : "",
        };
    }
}
