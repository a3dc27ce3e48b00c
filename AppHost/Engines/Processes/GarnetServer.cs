using System.Globalization;

namespace Social.AppHost.Engines.Processes;

/// <summary>Garnet, which speaks Redis's protocol and runs wherever .NET does.</summary>
static class GarnetServer
{
    /// <summary>The arguments of "dotnet", in its data folder. Every write is on disk within 100 ms.</summary>
    public static List<object> Arguments(string program, int port, ParameterResource password) =>
        [
            program,
            "--port",
            port.ToString(CultureInfo.InvariantCulture),
            "--bind",
            "127.0.0.1",
            "--memory",
            "64m",
            "--index",
            "8m",
            "--auth",
            "Password",
            "--password",
            password,
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
        ];
}
