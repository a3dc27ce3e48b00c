using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Social.Bench;

/// <summary>The limit to compare with: Kestrel in a process of its own that answers every call with the same recorded bytes.</summary>
sealed class BareServer : IAsyncDisposable
{
    /// <summary>The first argument by which this program is that process.</summary>
    public const string Word = "bare-server";

    readonly Process process;
    readonly string file;

    BareServer(Process process, string file, Uri address) => (this.process, this.file, Address) = (process, file, address);

    public Uri Address { get; }

    public int Id => process.Id;

    /// <summary>The process itself: says its address, and ends when its standard input does, so that it never outlives its parent.</summary>
    public static async Task<int> RunAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.Run(http =>
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = bytes.Length;
            return http.Response.Body.WriteAsync(bytes, 0, bytes.Length, http.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        while (await Console.In.ReadLineAsync() is not null) { }
        await app.StopAsync();
        return 0;
    }

    public static async Task<BareServer> StartAsync(byte[] page, CancellationToken stop)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, page, stop);
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Started as `dotnet Bench.dll`, the program is dotnet and the library its first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(BareServer).Assembly.Location);
        start.ArgumentList.Add(Word);
        start.ArgumentList.Add(file);
        var process = Process.Start(start) ?? throw new BenchException("The bare endpoint did not start.");
        var said = await process.StandardOutput.ReadLineAsync(stop);
        return Uri.TryCreate(said, UriKind.Absolute, out var address)
            ? new(process, file, address)
            : throw new BenchException("The bare endpoint did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        File.Delete(file);
    }
}
