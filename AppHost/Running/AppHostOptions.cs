using Microsoft.Extensions.Configuration;

namespace Social.AppHost.Running;

/// <summary>The AppHost's settings, on the command line (<c>--Engines=containers</c>) or in the environment.</summary>
/// <param name="Engines">"processes" of this machine, the default, or "containers". A published system always has containers.</param>
/// <param name="Data">Where process engines keep their data, and this checkout its secrets and ports.</param>
/// <param name="RunFile">Where the addresses are written once everything answers; deleted when the system stops.</param>
/// <param name="Port">The web app's port; null takes the last one, or 8080, or another that is free.</param>
/// <param name="Dashboard">Whether the Aspire dashboard runs beside the system.</param>
/// <param name="Vite">Whether Vite serves the web app too, with hot reload.</param>
/// <param name="Registry">Whether instances find each other by the registry; null: where the system runs, not where it is published.</param>
/// <param name="Seed">Whether the network is filled as soon as it is ready (<c>--seed</c>).</param>
/// <param name="SeedFile">The friendship graph to seed from (<c>--seed FILE</c>); null for the generated one.</param>
/// <param name="Reset">Whether the engines' data is deleted first (<c>--reset</c>).</param>
public sealed record AppHostOptions(
    string Engines,
    string Data,
    string RunFile,
    int? Port,
    bool Dashboard,
    bool Vite,
    bool? Registry,
    bool Seed,
    string? SeedFile,
    bool Reset
)
{
    const string Processes = "processes";
    const string Containers = "containers";
    const int MaxReplicas = 20;

    public bool InContainers => Engines == Containers;
    public string PortsFile => Path.Combine(Data, "ports.json");
    public string SecretsFile => Path.Combine(Data, "secrets.json");

    /// <summary>Turns the flags <c>--seed [FILE]</c> and <c>--reset</c> into settings; all other arguments stay.</summary>
    public static string[] ExpandFlags(string[] args)
    {
        List<string> expanded = [];
        for (var i = 0; i < args.Length; i++)
            if (args[i] == "--reset")
                expanded.Add("--Reset=on");
            else if (args[i] != "--seed")
                expanded.Add(args[i]);
            else
            {
                expanded.Add("--Seed=on");
                if (i + 1 < args.Length && !args[i + 1].StartsWith('-'))
                    expanded.Add($"--SeedFile={args[++i]}");
            }
        return [.. expanded];
    }

    /// <summary>Reads and checks them; relative paths begin at the checkout.</summary>
    /// <exception cref="StartException">One of them is none of its possible values.</exception>
    public static AppHostOptions Read(IConfiguration from)
    {
        var data = Path.GetFullPath(from["Data"] ?? ".data", SocialBuilder.Root);
        if (File.Exists(data))
            throw new StartException($"Data names a file, {data}: it has to be a directory.");
        foreach (var replicas in from.GetSection("Replicas").GetChildren())
            if (!int.TryParse(replicas.Value, out var wanted) || wanted is < 1 or > MaxReplicas)
                throw new StartException($"Replicas:{replicas.Key} is '{replicas.Value}': it has to be a number from 1 to {MaxReplicas}.");
        // The shell that started the AppHost says where such a path begins.
        var seedFile = from["SeedFile"] is { Length: > 0 } file ? Path.GetFullPath(file) : null;
        if (seedFile is not null && !File.Exists(seedFile))
            throw new StartException($"There is no file {seedFile} to seed from.");
        return new(
            OneOf("Engines", Processes, Containers) ?? Processes,
            data,
            Path.GetFullPath(from["RunFile"] ?? Path.Combine("artifacts", "run.json"), SocialBuilder.Root),
            Number("Port"),
            OneOf("Dashboard", "on", "off") != "off",
            OneOf("Web", "built", "vite") == "vite",
            OneOf("Registry", "on", "off") is { } registry ? registry == "on" : null,
            OneOf("Seed", "on", "off") == "on",
            seedFile,
            OneOf("Reset", "on", "off") == "on"
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
