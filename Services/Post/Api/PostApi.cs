using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.DeletedUsers;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>What people publish. One partial file for each subject.</summary>
public sealed partial class PostApi(
    PostDbContext db,
    ProfileService.ProfileServiceClient profiles,
    ImageRenderer renderer,
    Publishing publishing,
    MediaCleanup cleanup,
    HotKeyLimiter hotPosts,
    ChangeStamps stamps,
    TimeProvider clock
) : PostService.PostServiceBase
{
    /// <summary>
    /// Takes the lock of a post that the caller may see, in the open transaction, once nobody whom the write concerns is gone.
    /// </summary>
    /// <returns>The post's author, and who of the mentioned is gone.</returns>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Unauthenticated"/> when the caller is gone.</exception>
    async Task<(Guid Author, IReadOnlySet<Guid> Gone)> LockVisiblePostAsync(
        Guid post,
        Guid me,
        IEnumerable<Guid> mentioned,
        CancellationToken stop
    )
    {
        var found = await db.VisibleTo(me).Where(p => p.Id == post).Select(p => (Guid?)p.AuthorId).SingleOrDefaultAsync(stop);
        var author = found ?? throw NoSuchPost();
        var gone = await db.LockAndFindDeletedUsersAsync([me, author, .. mentioned], stop);
        if (gone.Contains(me))
            throw AccountGone();
        if (gone.Contains(author))
            throw NoSuchPost();
        await db.LockAsync([post], stop);
        return (author, gone);
    }

    /// <summary>Whoever remembers something of these rows asks again once the open transaction has committed.</summary>
    void StampAfterCommit(params string[] rows) => db.AfterCommit(() => stamps.StampAsync(rows));

    /// <summary>Who reads; nobody in particular when a service asks for itself.</summary>
    static Guid ViewerOf(ServerCallContext context) =>
        Guid.TryParse(context.GetHttpContext().User.FindFirst(Caller.Subject)?.Value, out var id) ? id : Guid.Empty;

    static Guid Id(string text, string name) =>
        Guid.TryParse(text, out var id) ? id : throw new FaultException(Fault.Malformed, $"{name} is not an id.");

    static Guid PostId(string text) => Guid.TryParse(text, out var id) ? id : throw NoSuchPost();

    static FaultException NoSuchPost() => new(Fault.NotFound, "There is no such post.");

    static FaultException AccountGone() => new(Fault.Unauthenticated, "This account was deleted.");
}
