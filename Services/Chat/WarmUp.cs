using Social.Chats.Api;
using Social.ServiceDefaults.Discovery;

namespace Social.Chats;

/// <summary>The usual queries, for nobody: see <see cref="WarmUpExtensions"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) =>
        builder.AddWarmUp(
            async (services, stop) => await services.GetRequiredService<RoomViews>().ListAsync(Guid.Empty, last: null, 1, stop)
        );
}
