using System.Text.Json;

namespace Social.Bench;

/// <summary>One run: people log in, the system is measured, then a bare endpoint at the same rate, and both are compared.</summary>
static class Measurement
{
    static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Options options, CancellationToken stop)
    {
        var (gateway, root) = RunIn(options.Run);
        using var system = Client(gateway);
        try
        {
            var accounts = await SeededAccounts.GatherAsync(system, options.Data, options.People, stop);
            var mix = new Mix(accounts, options.Kind, options.Media);
            var page = await PageAsync(system, mix, stop);
            var (warmUp, measured) = (TimeSpan.FromSeconds(options.WarmUp), TimeSpan.FromSeconds(options.Seconds));

            Console.WriteLine($"{options.People} people are in. Calling for {options.WarmUp + options.Seconds} s.");
            await new OpenLoop(system, options.Rate).RunAsync(mix.Next, warmUp, stop);
            var before = ProcessorTimes.Of(root);
            var loop = new OpenLoop(system, options.Rate);
            await loop.RunAsync(mix.Next, measured, stop);
            // What new posts set off behind their answers is theirs as well.
            await Task.Delay(Settling, stop);
            var used = ProcessorTimes.Between(before, ProcessorTimes.Of(root));

            Console.WriteLine($"Calling a bare endpoint of the same {page.Length:N0} bytes for as long.");
            await using var server = await BareServer.StartAsync(page, stop);
            using var client = Client(server.Address);
            Call Bare() => new(Report.Bare, () => new(HttpMethod.Get, "/"));
            await new OpenLoop(client, options.Rate).RunAsync(Bare, warmUp, stop);
            before = ProcessorTimes.Of(server.Id);
            var bare = new OpenLoop(client, options.Rate);
            await bare.RunAsync(Bare, measured, stop);
            var bareUsed = ProcessorTimes.Between(before, ProcessorTimes.Of(server.Id));

            var report = Report.Of(options, loop, bare, page.Length) + ProcessorReport.Of(used, loop.Asked, bareUsed, bare.Asked);
            Console.WriteLine();
            Console.WriteLine(report);
            if (options.Report is { } file)
                await Report.WriteAsync(file, report, stop);
        }
        catch (HttpRequestException e)
        {
            throw new BenchException($"The system at {system.BaseAddress} does not answer as it should: {e.Message}");
        }
    }

    /// <summary>The gateway's address and the AppHost's process.</summary>
    public static (Uri Gateway, int Root) RunIn(string file)
    {
        if (!File.Exists(file))
            throw new BenchException($"There is no file {Path.GetFullPath(file)}: start the system, or name its --run file.");
        using var run = JsonDocument.Parse(File.ReadAllText(file));
        // The API's address is the gateway's even while Vite serves the web app.
        var api = new Uri(run.RootElement.GetProperty("api").GetString()!);
        return (new Uri(api.GetLeftPart(UriPartial.Authority)), run.RootElement.GetProperty("pid").GetInt32());
    }

    // As many connections as it takes: one that is waited for would be a queue of the generator's own.
    public static HttpClient Client(Uri address) =>
        new(
            new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,
                UseCookies = false,
                UseProxy = false,
            }
        )
        {
            BaseAddress = address,
            Timeout = WaitTimeout,
        };

    /// <summary>The first page of a home feed, as it came.</summary>
    static Task<byte[]> PageAsync(HttpClient http, Mix mix, CancellationToken stop) => PageAsync(http, mix.HomeOf(0), stop);

    /// <summary>What a call answers, as it comes.</summary>
    public static async Task<byte[]> PageAsync(HttpClient http, HttpRequestMessage request, CancellationToken stop)
    {
        using var answer = await http.SendAsync(request, stop);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(stop);
    }
}
