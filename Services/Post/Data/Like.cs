using Microsoft.EntityFrameworkCore;
using Social.Messaging.Snapshots;

namespace Social.Posts.Data;

/// <summary>That a person likes a post.</summary>
public sealed class Like
{
    /// <summary>UUID version 7, so that likes sort by age.</summary>
    public Guid Id { get; init; }
    public Guid PostId { get; init; }
    public Guid UserId { get; init; }

    public DateTimeOffset At => Version7.TimeOf(Id);

    internal static void Map(ModelBuilder model) =>
        model.Entity<Like>(like =>
        {
            like.ToTable("likes").HasKey(l => new { l.PostId, l.UserId });
            like.Ignore(l => l.At);
            like.HasIndex(l => new { l.PostId, l.Id });
            like.HasIndex(l => l.UserId);
            like.HasOne<Post>().WithMany().HasForeignKey(l => l.PostId);
        });
}
