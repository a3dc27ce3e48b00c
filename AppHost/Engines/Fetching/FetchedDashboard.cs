using System.Reflection;

namespace Social.AppHost.Engines.Fetching;

/// <summary>The Aspire dashboard out of the Aspire CLI's package, for an app host that was built without the SDK that brings one.</summary>
public static class FetchedDashboard
{
    /// <summary>Whether this app host was built without a dashboard of its own (AppHost.csproj says so).</summary>
    public static bool IsNeeded =>
        typeof(FetchedDashboard)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Any(a => a is { Key: "FetchDashboard", Value: "true" });

    /// <summary>The program; null where the registry has none for this platform, which is said on the console.</summary>
    public static async Task<string?> FetchAsync()
    {
        if (
            !OperatingSystem.IsLinux()
            || System.Runtime.InteropServices.RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64
        )
        {
            Console.WriteLine("No dashboard: it can be fetched for Linux on x64 only.");
            return null;
        }
        var folder = await EngineCache.GetAsync(NpmPackages.KeyOf("dashboard"), "the Aspire dashboard 13.5", UnpackAsync);
        return Path.Combine(folder, "aspire-managed");
    }

    static async Task UnpackAsync(string folder)
    {
        var cli = Path.Combine(await NpmPackages.InstallAsync("dashboard", folder), "@microsoft", "aspire-cli-linux-x64", "bin", "aspire");
        // The CLI unpacks itself, the orchestrator included, and looks for what it unpacked in its home: elsewhere the check passes only
        // when its search for updates was quick enough to unpack it there as well. Of all that only the dashboard stays.
        var home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
        await Command.RunAsync(
            folder,
            cli,
            ["setup", "--install-path", Path.Combine(home, ".aspire"), "--force", "--non-interactive", "--nologo"],
            ("HOME", home),
            ("ASPIRE_CLI_TELEMETRY_OPTOUT", "true")
        );
        // Its folder begins with a dot and counts as hidden; links to it lead to the same file.
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var program = Directory.GetFiles(home, "aspire-managed", everywhere).First();
        EngineFiles.Keep(folder, Path.GetDirectoryName(program)!);
    }
}
