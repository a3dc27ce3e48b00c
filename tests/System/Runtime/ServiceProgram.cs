using System.Diagnostics;
using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Runtime;

/// <summary>A service's program, started by hand as its operator would: with the environment that the AppHost gives the service.</summary>
static class ServiceProgram
{
    /// <summary>The command that starts it, on ports of its own.</summary>
    public static async Task<ProcessStartInfo> StartInfoAsync(SystemFixture system, string service, params IEnumerable<string> before)
    {
        var name = char.ToUpperInvariant(service[0]) + service[1..];
        var folder = Path.Combine(Checkout.Root, service == "gateway" ? "" : "Services", name);
        string[] command = [.. before, "dotnet", Path.Combine(folder, "bin", Checkout.Configuration, "net10.0", $"{name}.dll")];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var running = await system.App.ResourceNotifications.WaitForResourceAsync(service, _ => true);
        foreach (var variable in running.Snapshot.EnvironmentVariables)
            start.Environment[variable.Name] = variable.Value;
        return start;
    }

    /// <summary>Runs one of its commands to the end.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> RunAsync(
        SystemFixture system,
        string service,
        string command,
        params (string Name, string Value)[] environment
    )
    {
        var (code, said) = await TryAsync(system, service, command, environment);
        Assert.True(code == 0, said);
        return said;
    }

    /// <summary>As <see cref="RunAsync"/>, for one that may fail.</summary>
    public static async Task<(int Code, string Said)> TryAsync(
        SystemFixture system,
        string service,
        string command,
        params (string Name, string Value)[] environment
    )
    {
        var stop = TestContext.Current.CancellationToken;
        var start = await StartInfoAsync(system, service);
        start.ArgumentList.Add(command);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, string.Concat(said));
    }
}
