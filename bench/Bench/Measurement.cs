using System.Text.Json;

namespace Social.Bench;

/// <summary>One run: people log in, the system is measured, then a bare endpoint at the same rate, and both are compared.</summary>
static class Measurement
{
    static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Options options, CancellationToken stop)
    {
        using var system = Client(GatewayIn(options.Run));
        try
        {
            var accounts = await SeededAccounts.GatherAsync(system, options.Data, options.People, stop);
            var mix = new Mix(accounts, options.Kind, options.Media);
            var page = await PageAsync(system, mix, stop);
            var (warmUp, measured) = (TimeSpan.FromSeconds(options.WarmUp), TimeSpan.FromSeconds(options.Seconds));

            Console.WriteLine($"{options.People} people are in. Calling for {options.WarmUp + options.Seconds} s.");
            var loop = new OpenLoop(system, options.Rate);
            await loop.RunAsync(mix.Next, warmUp, measured, stop);

            Console.WriteLine($"Calling a bare endpoint of the same {page.Length:N0} bytes for as long.");
            await using var server = await BareServer.StartAsync(page, stop);
            using var client = Client(server.Address);
            var bare = new OpenLoop(client, options.Rate);
            await bare.RunAsync(() => new(Report.Bare, () => new(HttpMethod.Get, "/")), warmUp, measured, stop);

            var report = Report.Of(options, loop, bare, page.Length);
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

    public static Uri GatewayIn(string file)
    {
        if (!File.Exists(file))
            throw new BenchException($"There is no file {Path.GetFullPath(file)}: start the system, or name its --run file.");
        using var run = JsonDocument.Parse(File.ReadAllText(file));
        // The API's address is the gateway's even while Vite serves the web app.
        return new Uri(new Uri(run.RootElement.GetProperty("api").GetString()!).GetLeftPart(UriPartial.Authority));
    }

    // As many connections as it takes: one that is waited for would be a queue of the generator's own.
    static HttpClient Client(Uri address) =>
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
    static async Task<byte[]> PageAsync(HttpClient http, Mix mix, CancellationToken stop)
    {
        using var request = mix.HomeOf(0);
        using var answer = await http.SendAsync(request, stop);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(stop);
    }
}
