using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Social.AppHost.Running;

namespace Social.AppHost.Infrastructure.Fetching;

/// <summary>
/// Packages of the npm registry, pinned with their hashes by the lock files under npm/, which this assembly carries. Their scripts do not run.
/// </summary>
public static class NpmPackages
{
    static readonly Assembly Here = typeof(NpmPackages).Assembly;

    /// <summary>A key for the cache that changes with the pinned versions and the platform.</summary>
    public static string KeyOf(string name)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(name, "package-lock.json"))))[..10];
        return $"{name}-{hash}-{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}";
    }

    /// <summary>Installs the set of packages <paramref name="name"/> into <paramref name="folder"/>.</summary>
    /// <returns>The folder node_modules.</returns>
    /// <exception cref="StartException">Node.js is missing, or the registry does not answer.</exception>
    public static async Task<string> InstallAsync(string name, string folder)
    {
        await Prerequisites.CheckNodeAsync();
        foreach (var file in (string[])["package.json", "package-lock.json", ".npmrc"])
            await File.WriteAllTextAsync(Path.Combine(folder, file), Text(name, file));
        await RunNpmAsync(folder, "ci", "--loglevel=error", "--no-progress");
        return Path.Combine(folder, "node_modules");
    }

    static Task<string> RunNpmAsync(string folder, params string[] args) =>
        OperatingSystem.IsWindows() ? Command.RunAsync(folder, "cmd", ["/c", "npm", .. args]) : Command.RunAsync(folder, "npm", args);

    static string Text(string name, string file)
    {
        using var stream =
            Here.GetManifestResourceStream($"npm/{name}/{file}") ?? throw new InvalidOperationException($"No npm/{name}/{file} in {Here}.");
        return new StreamReader(stream).ReadToEnd();
    }
}
