using System.Diagnostics;
using System.Security.Cryptography;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>A script of node/ in a process of its own, which ends with this object, or with this process at the latest: its input closes.</summary>
sealed class NodePeer : IAsyncDisposable
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Grpc", "node");
    static readonly Lazy<Task> Installed = new(InstallAsync);

    readonly Process process;

    NodePeer(Process process) => this.process = process;

    public static async Task<NodePeer> StartAsync(string script, params string[] arguments)
    {
        await Installed.Value;
        return new(Start("node", [script, .. arguments]));
    }

    /// <summary>The next line it prints, null at its end.</summary>
    public async Task<string?> ReadLineAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    /// <summary>The address that a server prints once it listens.</summary>
    public async Task<Uri> AddressAsync() =>
        await ReadLineAsync() is { } line && line.StartsWith("listening ", StringComparison.Ordinal)
            ? new($"http://127.0.0.1:{line["listening ".Length..]}")
            : throw new InvalidOperationException($"The node server did not start: {await process.StandardError.ReadToEndAsync()}");

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }

    /// <summary>Once per lock file: the packages lie beside the scripts in the output folder.</summary>
    static async Task InstallAsync()
    {
        var lockFile = await File.ReadAllBytesAsync(Path.Combine(Folder, "package-lock.json"));
        var marker = Path.Combine(Folder, "node_modules", $".installed-{Convert.ToHexString(SHA256.HashData(lockFile))}");
        if (File.Exists(marker))
            return;
        using var npm = Start("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        npm.StandardInput.Close();
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in {Folder} failed: {errors}{await output}");
        await File.WriteAllTextAsync(marker, "");
    }

    static Process Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    WorkingDirectory = Folder,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"These tests need Node 20 or newer with npm on the path: {e.Message}", e);
        }
    }
}
