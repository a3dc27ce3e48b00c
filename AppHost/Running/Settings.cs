using Microsoft.Extensions.Configuration;

namespace Social.AppHost.Running;

/// <summary>What can be asked of a run, on the command line (<c>--Engines=containers</c>) or in the environment.</summary>
/// <param name="Engines">"processes" of this machine, the default, or "containers". A published system always has containers.</param>
/// <param name="Data">Where process engines keep their data, secrets and ports.</param>
/// <param name="RunFile">Where the addresses are written once everything answers; gone again when the system stops.</param>
/// <param name="Port">The web app's port; null takes the last one, or 8080, or another that is free.</param>
/// <param name="Dashboard">Whether the Aspire dashboard runs beside the system.</param>
/// <param name="Vite">Whether Vite serves the web app too, with hot reload.</param>
/// <param name="Registry">Whether instances find each other by a registry; null: where the system runs, not where it is published.</param>
public sealed record Settings(string Engines, string Data, string RunFile, int? Port, bool Dashboard, bool Vite, bool? Registry)
{
    const string Processes = "processes";
    const string Containers = "containers";
    const int MostReplicas = 20;

    public bool InContainers => Engines == Containers;
    public string PortsFile => Path.Combine(Data, "ports.json");
    public string SecretsFile => Path.Combine(Data, "secrets.json");

    /// <summary>The web app's port in run mode. Published, the platform gives it one.</summary>
    public int? WebPort(IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsPublishMode ? null : Port ?? new PortBook(PortsFile).Take("web", preferred: 8080);

    /// <summary>A platform that balances gRPC by itself needs none; whoever publishes for another one says so.</summary>
    public bool UsesRegistry(IDistributedApplicationBuilder builder) => Registry ?? builder.ExecutionContext.IsRunMode;

    /// <summary>Reads and checks them. <paramref name="root"/> is the checkout, where relative paths begin.</summary>
    /// <exception cref="StartException">One of them is none of its possible values.</exception>
    public static Settings Read(IConfiguration from, string root)
    {
        var data = Path.GetFullPath(from["Data"] ?? ".data", root);
        if (File.Exists(data))
            throw new StartException($"Data names a file, {data}: it has to be a directory.");
        foreach (var replicas in from.GetSection("Replicas").GetChildren())
            if (!int.TryParse(replicas.Value, out var wanted) || wanted is < 1 or > MostReplicas)
                throw new StartException($"Replicas:{replicas.Key} is '{replicas.Value}': it has to be a number from 1 to {MostReplicas}.");
        return new(
            OneOf("Engines", Processes, Containers) ?? Processes,
            data,
            Path.GetFullPath(from["RunFile"] ?? Path.Combine("artifacts", "run.json"), root),
            Number("Port"),
            OneOf("Dashboard", "on", "off") != "off",
            OneOf("Web", "built", "vite") == "vite",
            OneOf("Registry", "on", "off") is { } registry ? registry == "on" : null
        );

        string? OneOf(string name, params string[] values) =>
            from[name] is not { Length: > 0 } value ? null
            : values.Contains(value) ? value
            : throw new StartException($"{name} is '{value}': it has to be one of {string.Join(", ", values)}.");

        int? Number(string name) =>
            from[name] is not { Length: > 0 } value ? null
            : int.TryParse(value, out var port) && port is > 0 and < 65_536 ? port
            : throw new StartException($"{name} is '{value}': it has to be a port, a number from 1 to 65535.");
    }
}
