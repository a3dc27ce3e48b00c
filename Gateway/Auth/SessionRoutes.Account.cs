using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;

namespace Social.Gateway.Auth;

static partial class SessionRoutes
{
    /// <summary>What only the account's owner does: sessions, password, deletion.</summary>
    static void MapOwnAccount(this RouteGroupBuilder auth)
    {
        var own = auth.MapGroup("").ProducesProblem(401);
        own.MapGet("/sessions", Sessions)
            .WithSummary("My open sessions, the newest first")
            .ProducesProblem(400)
            .ProducesValidationProblem(422);
        own.MapDelete("/sessions", EndOthers).WithSummary("End all my sessions but this one; repeatable");
        own.MapDelete("/sessions/{id}", End)
            .WithSummary("End one of my sessions")
            .WithDescription("Its refresh token is dead at once, its access token within 5 s.")
            .ProducesProblem(404);
        own.MapPut("/password", ChangePassword)
            .WithSummary("Change my password; my other sessions end")
            .RequireRateLimiting(Limits.Credentials)
            .ProducesValidationProblem(422)
            .ProducesProblem(429)
            .ProducesProblem(503);
        own.MapDelete("/me", DeleteAccount)
            .WithSummary("Delete my account and everything I own")
            .WithDescription("What is elsewhere follows within seconds; the username is free again then.")
            .RequireRateLimiting(Limits.Credentials)
            .ProducesValidationProblem(422)
            .ProducesProblem(429)
            .ProducesProblem(503);
    }

    static async Task<Ok<Page<OwnSessionJson>>> Sessions(
        AuthService.AuthServiceClient auth,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var found = await auth.ListSessionsAsync(new() { Cursor = page.From, Limit = page.Take }, cancellationToken: stop);
        return TypedResults.Ok(Pages.From<OwnSessionJson>([.. found.Sessions.Select(Own)], found.Next));
    }

    static async Task<NoContent> End(string id, AuthService.AuthServiceClient auth, CancellationToken stop)
    {
        await auth.EndSessionAsync(new() { SessionId = id }, cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> EndOthers(AuthService.AuthServiceClient auth, CancellationToken stop)
    {
        await auth.EndOtherSessionsAsync(new(), cancellationToken: stop);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> ChangePassword(
        PasswordBody body,
        HttpContext http,
        AuthService.AuthServiceClient auth,
        CancellationToken stop
    )
    {
        await auth.ChangePasswordAsync(
            new()
            {
                Current = body.Current ?? "",
                New = body.New ?? "",
                Address = Address(http),
            },
            cancellationToken: stop
        );
        return TypedResults.NoContent();
    }

    static async Task<NoContent> DeleteAccount(
        [FromBody] DeleteAccountBody body,
        HttpContext http,
        AuthService.AuthServiceClient auth,
        CancellationToken stop
    )
    {
        await auth.DeleteAccountAsync(new() { Password = body.Password ?? "", Address = Address(http) }, cancellationToken: stop);
        RefreshCookie.Clear(http);
        return TypedResults.NoContent();
    }

    static OwnSessionJson Own(SessionView session) =>
        new(
            Guid.Parse(session.Id),
            session.Device,
            session.CreatedAt.ToDateTimeOffset(),
            session.LastUsedAt.ToDateTimeOffset(),
            session.Current
        );
}
