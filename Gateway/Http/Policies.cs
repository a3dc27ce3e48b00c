using Social.ServiceDefaults.Authentication;

namespace Social.Gateway.Http;

/// <summary>Who may call a route.</summary>
public static class Policies
{
    /// <summary>A person with a valid access token. A service's token does not do: services have no business here.</summary>
    public const string Person = "person";

    public static void AddPolicies(this WebApplicationBuilder builder) =>
        builder.Services.AddAuthorizationBuilder().AddPolicy(Person, policy => policy.RequireClaim(Caller.Subject));
}
