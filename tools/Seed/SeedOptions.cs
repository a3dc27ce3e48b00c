using Microsoft.Extensions.Configuration;

namespace Social.Seed;

/// <summary>What is filled, and with which key and password.</summary>
/// <param name="Key">Lifts the gateway's limits for this program; null where they do not matter.</param>
/// <param name="Password">Of all seeded people.</param>
/// <param name="Edges">A file with a friendship graph; null for the made-up one.</param>
public sealed record SeedOptions(Uri Gateway, string? Key, string Password, string? Edges)
{
    const string GatewayName = "Gateway";
    const string DiscoveredGateway = "services:gateway:http:0";
    const string KeyName = "Seed:Key";
    const string PasswordName = "Seed:Password";
    const string EdgesName = "Seed:Edges";

    static readonly string[] Names = [GatewayName, KeyName, PasswordName, EdgesName];

    /// <summary>How long a gateway may be unreachable before seeding gives up.</summary>
    public TimeSpan GatewayTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Reads the arguments, each written <c>--Name=value</c>, and under them the environment.</summary>
    /// <exception cref="SeedException">A setting is missing or is none of its possible values.</exception>
    public static SeedOptions Parse(string[] args)
    {
        foreach (var arg in args)
            if (!Names.Any(name => arg.StartsWith($"--{name}=", StringComparison.OrdinalIgnoreCase)))
                throw new SeedException($"There is no option \"{arg}\": write --Name=value with one of {string.Join(", ", Names)}.");
        return Parse(new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build());
    }

    /// <exception cref="SeedException">A setting is missing or is none of its possible values.</exception>
    public static SeedOptions Parse(IConfiguration settings)
    {
        // An empty variable is how shells and app models unset one.
        string? Get(string name) => settings[name] is { Length: > 0 } value ? value : null;

        var address = Get(GatewayName) ?? Get(DiscoveredGateway) ?? throw new SeedException("No gateway is named: set --Gateway=URL.");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var gateway) || gateway.Scheme is not ("http" or "https"))
            throw new SeedException($"Gateway is \"{address}\": it has to be an http or https address.");
        var password = Get(PasswordName) ?? throw new SeedException($"{PasswordName} is missing: it is the password of all seeded people.");
        if (password.Length is < 10 or > 128)
            throw new SeedException($"{PasswordName} has {password.Length} characters: it has to have 10 to 128.");
        return new(gateway, Get(KeyName), password, Get(EdgesName));
    }
}
