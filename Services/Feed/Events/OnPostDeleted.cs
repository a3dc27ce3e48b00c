using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Messaging;

namespace Social.Feeds.Events;

/// <summary>The post leaves every feed at once: pages show only what the database knows.</summary>
public sealed class OnPostDeleted(FeedDbContext db) : IEventHandler<PostDeleted>
{
    public Task Handle(PostDeleted e, EventContext context, CancellationToken stop) =>
        db.Posts.Where(p => p.Id == Guid.Parse(e.PostId)).ExecuteDeleteAsync(stop);
}
