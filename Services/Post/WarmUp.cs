using Microsoft.EntityFrameworkCore;
using Social.Posts.Api;
using Social.Posts.Data;
using Social.ServiceDefaults.Discovery;

namespace Social.Posts;

/// <summary>The usual queries, for nobody: see <see cref="WarmUpExtensions"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) =>
        builder.AddWarmUp(
            async (services, stop) =>
            {
                var db = services.GetRequiredService<PostDbContext>();
                await db.VisibleTo(Guid.Empty).Where(post => post.Id == Guid.Empty).ShownTo(Guid.Empty, db).ToListAsync(stop);
            }
        );
}
