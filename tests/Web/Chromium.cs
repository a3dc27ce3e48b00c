using System.Diagnostics;

namespace Social.Tests.Web;

/// <summary>Where a Chromium is on this machine. Debian's is installed where the tests run as root; elsewhere its lack skips them.</summary>
static class Chromium
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>The path of its program; null, with the reason, when there is none.</summary>
    public static async Task<(string? Path, string? Missing)> FindAsync()
    {
        if (Find() is { } found)
            return (found, null);
        if (!OperatingSystem.IsLinux() || !File.Exists("/etc/debian_version") || Environment.UserName != "root")
            return (null, "There is no Chromium or Chrome on this machine: install one, and these tests run.");
        var said = await AptGetAsync("update", "-q") + await AptGetAsync("install", "-yq", "--no-install-recommends", "chromium");
        return Find() is { } installed ? (installed, null) : (null, $"Debian's chromium could not be installed: {said}");
    }

    static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named)
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var onPath = from name in Names from folder in folders select Path.Combine(folder, name);
        return onPath.Concat(Places).FirstOrDefault(File.Exists);
    }

    /// <summary>What it said last when it failed, nothing when it did not.</summary>
    static async Task<string> AptGetAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("apt-get", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await Task.WhenAll(output, process.WaitForExitAsync());
        return process.ExitCode == 0 ? "" : $"{error}\n";
    }
}
