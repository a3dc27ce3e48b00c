using Grpc.Core;
using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Profiles;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Gateway.Auth;

/// <summary>/api/auth: accounts and sessions.</summary>
static partial class SessionRoutes
{
    public static void MapSessions(this RouteGroupBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Accounts");
        // Whoever comes here comes as nobody: what they send in the body decides, not a token they may still have.
        var credentials = auth.MapGroup("").AllowAnonymous().RequireRateLimiting(Limits.Credentials);
        credentials.AddEndpointFilter(
            (context, next) =>
            {
                context.HttpContext.User = new();
                return next(context);
            }
        );
        credentials
            .MapPost("/register", Register)
            .WithSummary("Create an account and open a session")
            .ProducesValidationProblem(422)
            .ProducesProblem(409);
        credentials.MapPost("/login", LogIn).WithSummary("Open a session").ProducesProblem(401).ProducesProblem(429).ProducesProblem(503);
        credentials
            .MapPost("/refresh", Refresh)
            .WithSummary("Spend the refresh token for a new pair")
            .WithDescription("The token is in the cookie, or in a JSON body {\"refreshToken\": \"…\"}; the new one then goes the same way.")
            .ProducesProblem(401);
        auth.MapPost("/logout", LogOut).WithSummary("End this session").ProducesProblem(401);
        auth.MapGet("/me", Me).WithSummary("My profile and e-mail").ProducesProblem(401);
        auth.MapOwnAccount();
    }

    static async Task<Created<SessionJson>> Register(
        RegisterBody body,
        HttpContext http,
        AuthService.AuthServiceClient auth,
        ProfileViews profiles,
        CancellationToken stop
    )
    {
        var inBody = TokenInBody(body.Refresh);
        var session = await auth.RegisterAsync(
            new()
            {
                Username = body.Username ?? "",
                DisplayName = body.DisplayName ?? "",
                Password = body.Password ?? "",
                Email = body.Email ?? "",
                Device = Device(http),
                Address = Address(http),
            },
            cancellationToken: stop
        );
        Keep(http, session, inBody);
        ProfileJson user;
        try
        {
            user = await profiles.ComposeOwnAsync(session.UserId, stop);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.NotFound or StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            // The account stands; its profile is committed by the event when Profile was away at that moment.
            user = ProfileJson.ForNewUser(Guid.Parse(session.UserId), body.Username!, body.DisplayName!);
        }
        return TypedResults.Created($"/api/profiles/{user.Username}", Answer(http, session, user, inBody));
    }

    static async Task<Ok<SessionJson>> LogIn(
        LogInBody body,
        HttpContext http,
        AuthService.AuthServiceClient auth,
        ProfileViews profiles,
        CancellationToken stop
    )
    {
        var inBody = TokenInBody(body.Refresh);
        var session = await auth.LogInAsync(
            new()
            {
                Username = body.Username ?? "",
                Password = body.Password ?? "",
                Device = Device(http),
                Address = Address(http),
            },
            cancellationToken: stop
        );
        Keep(http, session, inBody);
        return TypedResults.Ok(Answer(http, session, await profiles.ComposeOwnAsync(session.UserId, stop), inBody));
    }

    // The body is read here and not bound: a route that may take one is not found by a call that names no content type.
    static async Task<Ok<SessionJson>> Refresh(
        HttpContext http,
        AuthService.AuthServiceClient auth,
        ProfileViews profiles,
        CancellationToken stop
    )
    {
        var body = http.Request.HasJsonContentType() ? await http.Request.ReadFromJsonAsync<RefreshBody>(stop) : null;
        var inBody = body?.RefreshToken is not null;
        var token = body?.RefreshToken ?? RefreshCookie.Read(http);
        if (string.IsNullOrEmpty(token))
            throw new FaultException(Fault.Unauthenticated, "There is no session to refresh: log in.");
        try
        {
            var session = await auth.RefreshAsync(new() { RefreshToken = token }, cancellationToken: stop);
            Keep(http, session, inBody);
            return TypedResults.Ok(Answer(http, session, await profiles.ComposeOwnAsync(session.UserId, stop), inBody));
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unauthenticated && !inBody)
        {
            RefreshCookie.Clear(http); // it will never be good again
            throw;
        }
    }

    static async Task<NoContent> LogOut(HttpContext http, AuthService.AuthServiceClient auth, CancellationToken stop)
    {
        await auth.LogOutAsync(new(), cancellationToken: stop);
        RefreshCookie.Clear(http);
        return TypedResults.NoContent();
    }

    static async Task<Ok<MeJson>> Me(HttpContext http, AuthService.AuthServiceClient auth, ProfileViews profiles, CancellationToken stop)
    {
        var account = auth.GetAccountAsync(new(), cancellationToken: stop).ResponseAsync;
        var user = await profiles.ComposeOwnAsync(http.User.CallerId().ToString(), stop);
        var email = (await account).Email;
        return TypedResults.Ok(
            new MeJson(
                user.Id,
                user.Username,
                user.DisplayName,
                user.Bio,
                user.AvatarUrl,
                user.Followers,
                user.Following,
                user.Posts,
                user.CreatedAt,
                email.Length == 0 ? null : email
            )
        );
    }

    /// <summary>
    /// Before anything else is asked: the old token is spent, so an answer without the new one, because Profile is away, would end the
    /// session.
    /// </summary>
    static void Keep(HttpContext http, SessionReply session, bool inBody)
    {
        if (!inBody)
            RefreshCookie.Write(http, session);
    }

    static SessionJson Answer(HttpContext http, SessionReply session, ProfileJson user, bool inBody)
    {
        http.Response.Headers.CacheControl = "no-store";
        return new(session.AccessToken, session.ExpiresAt.ToDateTimeOffset(), inBody ? session.RefreshToken : null, user);
    }

    static bool TokenInBody(string? refresh) =>
        refresh switch
        {
            null or "cookie" => false,
            "body" => true,
            _ => throw new FaultException(Fault.Invalid, "refresh", "Say \"cookie\" or \"body\"."),
        };

    static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    static string Device(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return Graphemes.Cut(agent, SharedLimits.Device);
    }
}
