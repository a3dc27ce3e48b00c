using System.Globalization;
using Social.AppHost.Infrastructure.Fetching;

namespace Social.AppHost.Infrastructure;

/// <summary>Garnet, which speaks Redis's protocol and runs wherever .NET does.</summary>
static class GarnetProcess
{
    /// <summary>Every write is on disk within 100 ms.</summary>
    public static LocalProcess For(RedisResource redis, EngineFiles files, string folder) =>
        new(
            "dotnet",
            folder,
            port =>
                [
                    files.Garnet,
                    "--port",
                    port.ToString(CultureInfo.InvariantCulture),
                    "--bind",
                    "127.0.0.1",
                    "--memory",
                    "512m",
                    "--page",
                    "4m",
                    "--index",
                    "8m",
                    "--auth",
                    "Password",
                    "--password",
                    redis.PasswordParameter!,
                    "--lua",
                    "--checkpointdir",
                    ".",
                    "--aof",
                    "--aof-commit-freq",
                    "100",
                    "--recover",
                    // The default one wants a newer C library than some systems have.
                    "--device-type",
                    "RandomAccess",
                ]
        )
        {
            // One heap, and no second compilation by profile: it shares the machine with everything else.
            Environment = new Dictionary<string, string>(LocalProgram.RuntimeSettings)
            {
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_TieredPGO"] = "0",
            },
        };
}
