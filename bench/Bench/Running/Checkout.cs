using System.Diagnostics;

namespace Social.Bench.Running;

/// <summary>The checkout this program was built from, and others that are measured beside it.</summary>
static class Checkout
{
    const string Marker = "Social.sln";

    static readonly string BuiltAppHost = Path.Combine("AppHost", "bin", "Release", "net10.0", "AppHost.dll");

    /// <summary>The folder with the solution above this program; elsewhere the current one.</summary>
    public static string Root { get; } = FindRoot();

    public static string AppHost { get; } = Path.Combine(Root, BuiltAppHost);

    /// <summary>The AppHost's library that a path names: itself, or a checkout that was built in Release.</summary>
    /// <exception cref="BenchException">There is none.</exception>
    public static string AppHostAt(string path)
    {
        var library = Path.GetFullPath(Directory.Exists(path) ? Path.Combine(path, BuiltAppHost) : path);
        return File.Exists(library)
            ? library
            : throw new BenchException($"There is no {library}: build that checkout by dotnet build -c Release AppHost.");
    }

    /// <summary>Builds the AppHost, and with it everything that it starts, in Release.</summary>
    /// <exception cref="BenchException">It does not build.</exception>
    public static async Task BuildAsync(CancellationToken stop)
    {
        using var build = Process.Start(
            new ProcessStartInfo("dotnet", ["build", "-c", "Release", "-v", "q", "-clp:NoSummary", Path.Combine(Root, "AppHost")])
        )!;
        try
        {
            await build.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }
        if (build.ExitCode != 0)
            throw new BenchException("The AppHost does not build.");
    }

    static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, Marker)))
            at = at.Parent;
        return at?.FullName ?? Directory.GetCurrentDirectory();
    }
}
