using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Authentication;

static class TokenAuthentication
{
    const string Scheme = "social";

    /// <summary>Token validation, and the policies: a valid token for everything that does not say otherwise.</summary>
    public static void AddTokenAuthentication(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptions<TokensOptions>()
            .BindConfiguration("Tokens")
            .Validate(tokens => tokens.IsStrong, TokensOptions.Wanted)
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddServiceCalls<KeyClient>(Names.Auth, asService: true);
        services.TryAddSingleton<IKeySource, AuthKeySource>();
        services.AddSingleton<SigningKeyCache>();
        services.AddHostedService(provider => provider.GetRequiredService<SigningKeyCache>());
        services.AddSingleton(provider => new TokenVerifier(
            provider.GetRequiredService<SigningKeyCache>(),
            provider.GetRequiredService<IOptions<TokensOptions>>(),
            provider.GetRequiredService<IHostEnvironment>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddAuthentication(Scheme).AddScheme<AuthenticationSchemeOptions, TokenHandler>(Scheme, null);
        var anyone = new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build();
        services
            .AddAuthorizationBuilder()
            .SetDefaultPolicy(anyone)
            .SetFallbackPolicy(anyone)
            .AddPolicy(InternalOnlyAttribute.PolicyName, policy => policy.RequireClaim(Caller.Service));
    }

    /// <summary>Auth's client for the trust store alone, apart from the one that a service may declare for its own calls.</summary>
    sealed class KeyClient(CallInvoker calls) : AuthService.AuthServiceClient(calls);

    sealed class AuthKeySource(KeyClient auth) : IKeySource
    {
        static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(2);

        public async Task<TrustView> GetAsync(CancellationToken stop) =>
            await auth.GetTrustAsync(new(), deadline: DateTime.UtcNow + RequestTimeout, cancellationToken: stop);
    }
}
