using Social.Profiles.Api;
using Social.Profiles.Data;
using Social.ServiceDefaults.Discovery;

namespace Social.Profiles;

/// <summary>The usual queries, for nobody: see <see cref="WarmUpExtensions"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) =>
        builder.AddWarmUp(
            async (services, stop) =>
            {
                var db = services.GetRequiredService<ProfileDbContext>();
                await db.Profiles.Where(profile => profile.Id == Guid.Empty).SeenBy(Guid.Empty, db).ViewAsync(db, Guid.Empty, stop);
            }
        );
}
