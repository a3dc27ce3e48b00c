using System.Diagnostics;
using System.Globalization;
using Social.AppHost.Infrastructure.Fetching;
using StackExchange.Redis;

namespace Social.Tests.Testing;

/// <summary>A Redis of the tests' own, which forgets everything when it stops.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("social-redis-");
    readonly int port = FreePort.Find();
    string program = "";
    Process? process;
    ConnectionMultiplexer? door;

    public string Connection => $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)},connectTimeout=1000";

    public IDatabase Database => door!.GetDatabase();

    public async ValueTask InitializeAsync()
    {
        program = (await EngineFiles.FetchAsync()).Garnet;
        await StartAsync();
    }

    public async Task StartAsync()
    {
        process = Process.Start(
            new ProcessStartInfo("dotnet")
            {
                ArgumentList =
                {
                    program,
                    "--port",
                    port.ToString(CultureInfo.InvariantCulture),
                    "--bind",
                    "127.0.0.1",
                    "--memory",
                    "64m",
                    "--index",
                    "8m",
                    "--device-type",
                    "RandomAccess",
                },
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        door ??= await ConnectionMultiplexer.ConnectAsync($"{Connection},abortConnect=false,allowAdmin=true");
        await Wait.UntilAsync(AnswersAsync);
    }

    public async Task StopAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public Task FlushAsync() => Database.ExecuteAsync("FLUSHALL");

    public async ValueTask DisposeAsync()
    {
        door?.Dispose();
        await StopAsync();
        folder.Delete(recursive: true);
    }

    async Task<bool> AnswersAsync()
    {
        try
        {
            await Database.PingAsync();
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }
}
