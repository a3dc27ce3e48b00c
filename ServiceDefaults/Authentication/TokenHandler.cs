using System.Security.Claims;
using System.Text.Encodings.Web;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults.Authentication;

/// <summary>
/// Authentication by the header Authorization: <c>Bearer</c> with a person's access token or <c>Service</c> with a process's. Our own,
/// because it must know which sessions are revoked, remember what it verified, and accept exactly one algorithm.
/// </summary>
sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory log,
    UrlEncoder encoder,
    TokenVerifier verifier
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Bearer = "Bearer";

    const string Starting = "The system is starting. Try again shortly.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not { Count: > 0 } header)
            return AuthenticateResult.NoResult();
        // Two headers: which one would the next process believe?
        var who = header is [{ } text] && text.Split(' ') is [var scheme, var token] ? await ValidateTokenAsync(scheme, token) : null;
        return who is null ? AuthenticateResult.Fail("The token is not valid.") : AuthenticateResult.Success(new(who, Scheme.Name));
    }

    async ValueTask<ClaimsPrincipal?> ValidateTokenAsync(string scheme, string token) =>
        scheme.Equals(Bearer, StringComparison.OrdinalIgnoreCase) ? await verifier.AuthenticateUserAsync(token)
        : scheme == ServiceToken.Scheme ? await verifier.AuthenticateServiceAsync(token)
        : null;

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // A token that cannot be validated yet is not an invalid one: answering 401 would make browsers throw their session away.
        if (!verifier.IsLoaded && Request.Headers.Authorization.Count > 0)
        {
            FaultException starting = new(Fault.Unavailable, Starting) { RetryAfter = TimeSpan.FromSeconds(2) };
            // To a process this is no refusal but an instance that cannot serve yet: another one may.
            return IsCall
                ? RefuseCallAsync(new(new Status(StatusCode.Unavailable, Starting)))
                : RefuseAsync(StatusCodes.Status503ServiceUnavailable, starting);
        }
        Response.Headers.WWWAuthenticate = Bearer;
        return RefuseAsync(StatusCodes.Status401Unauthorized, new(Fault.Unauthenticated, "Log in first."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RefuseAsync(StatusCodes.Status403Forbidden, new(Fault.Forbidden, "You can't call this."));

    async Task RefuseAsync(int status, FaultException refusal)
    {
        if (IsCall)
        {
            await RefuseCallAsync(refusal.ToRpc());
            return;
        }
        Response.StatusCode = status;
        if (refusal.RetryAfter is { } wait)
            Response.Headers[HeaderNames.RetryAfter] = $"{wait.TotalSeconds:0}";
        if (Context.RequestServices.GetService<IProblemDetailsService>() is { } problems)
            await problems.TryWriteAsync(new() { HttpContext = Context, ProblemDetails = { Status = status, Detail = refusal.Message } });
    }

    bool IsCall => Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;

    Task RefuseCallAsync(RpcException refusal)
    {
        Response.ContentType = "application/grpc";
        Response.AppendTrailer("grpc-status", $"{(int)refusal.StatusCode}");
        Response.AppendTrailer("grpc-message", Uri.EscapeDataString(refusal.Status.Detail));
        foreach (var entry in refusal.Trailers)
            Response.AppendTrailer(entry.Key, Convert.ToBase64String(entry.ValueBytes));
        return Task.CompletedTask;
    }
}
