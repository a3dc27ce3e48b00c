using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Social.Tests.Polyfills.Grpc;

sealed class NameOptions : AuthenticationSchemeOptions;

/// <summary>Believes whatever name the header says.</summary>
sealed class NameHandler(IOptionsMonitor<NameOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<NameOptions>(options, logs, encoder)
{
    public new const string Scheme = "name";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var name = Request.Headers.Authorization.ToString();
        if (name.Length == 0)
            return Task.FromResult(AuthenticateResult.NoResult());
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], Scheme);
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme)));
    }
}
