using Microsoft.AspNetCore.Http.HttpResults;
using Social.ServiceDefaults.Discovery;

namespace Social.Gateway.Operations;

/// <summary>/api/status: how every instance is, for anybody.</summary>
static class StatusRoutes
{
    public static void MapStatus(this RouteGroupBuilder api) =>
        api.MapGet("/status", Look)
            .AllowAnonymous()
            .WithTags("Operations")
            .WithSummary("How every instance of every service is")
            .WithDescription("Each is asked, for a second at most; one that does not answer is `away`.");

    static async Task<Ok<StatusJson>> Look(StatusBoard board, CancellationToken stop) => TypedResults.Ok(await board.LookAsync(stop));

    /// <summary>What the operations' routes answer from.</summary>
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        // Other gateways are asked as well.
        builder.AddPeers();
        builder.Services.AddSingleton<Catalogue>();
        builder.Services.AddSingleton<StatusBoard>();
    }
}
