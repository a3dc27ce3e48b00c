using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Profiles;

/// <summary>/api/profiles/{username}/follow, /block and /mute: what I am to others. All of them may be repeated.</summary>
static class RelationRoutes
{
    public static void MapRelations(this RouteGroupBuilder profiles)
    {
        profiles
            .MapPut("/{username}/follow", Follow)
            .WithSummary("Follow; repeatable")
            .RequireRateLimiting(Limits.Follow)
            .ProducesRefusals()
            .ProducesProblem(409);
        profiles.MapDelete("/{username}/follow", Unfollow).WithSummary("Unfollow; repeatable").ProducesRefusals();
        profiles
            .MapPut("/{username}/block", Block)
            .WithSummary("Block: neither sees or follows the other, and follows end; repeatable")
            .ProducesRefusals();
        profiles.MapDelete("/{username}/block", Unblock).WithSummary("Unblock; repeatable").ProducesRefusals();
        profiles
            .MapPut("/{username}/mute", Mute)
            .WithSummary("Mute: feed, explore and notifications leave them out; repeatable")
            .ProducesRefusals();
        profiles.MapDelete("/{username}/mute", Unmute).WithSummary("Unmute; repeatable").ProducesRefusals();
        profiles
            .MapGet("/me/blocked", Blocked)
            .WithSummary("Whom I block, the latest first")
            .ProducesProblem(400)
            .ProducesValidationProblem(422);
        profiles
            .MapGet("/me/muted", Muted)
            .WithSummary("Whom I mute, the latest first")
            .ProducesProblem(400)
            .ProducesValidationProblem(422);
    }

    static async Task<NoContent> Follow(string username, ProfileService.ProfileServiceClient profiles, CancellationToken stop)
    {
        await profiles.FollowAsync(new() { Usernames = { username } }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Unfollow(string username, ProfileService.ProfileServiceClient profiles, CancellationToken stop)
    {
        await profiles.UnfollowAsync(new() { Usernames = { username } }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Block(string username, ProfileService.ProfileServiceClient profiles, CancellationToken stop)
    {
        await profiles.BlockAsync(new() { Username = username }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Unblock(string username, ProfileService.ProfileServiceClient profiles, CancellationToken stop)
    {
        await profiles.UnblockAsync(new() { Username = username }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Mute(string username, ProfileService.ProfileServiceClient profiles, CancellationToken stop)
    {
        await profiles.MuteAsync(new() { Username = username }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> Unmute(string username, ProfileService.ProfileServiceClient profiles, CancellationToken stop)
    {
        await profiles.UnmuteAsync(new() { Username = username }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<Ok<Page<ProfileJson>>> Blocked(
        ProfileService.ProfileServiceClient profiles,
        ProfileViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await profiles.ListBlockedAsync(new() { Cursor = page.From, Limit = page.Take }, cancellationToken: stop);
        return TypedResults.Ok(await views.ComposeAsync(found, stop));
    }

    static async Task<Ok<Page<ProfileJson>>> Muted(
        ProfileService.ProfileServiceClient profiles,
        ProfileViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await profiles.ListMutedAsync(new() { Cursor = page.From, Limit = page.Take }, cancellationToken: stop);
        return TypedResults.Ok(await views.ComposeAsync(found, stop));
    }

    static RouteHandlerBuilder ProducesRefusals(this RouteHandlerBuilder route) =>
        route.ProducesProblem(404).ProducesValidationProblem(422);
}
