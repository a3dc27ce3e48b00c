using Social.Bench.Results;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>Calls a system at a rate and measures latency beside processor time, and then a bare endpoint at the same rate.</summary>
static class LoadMeter
{
    // Connections are opened and caches filled by calls that are not counted.
    static readonly TimeSpan LeadIn = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    static readonly TimeSpan MaxBareSpan = TimeSpan.FromSeconds(10);

    public static async Task<WorkloadResult> MeasureAsync(
        CallWorkload workload,
        Target target,
        Func<Call> next,
        double rate,
        TimeSpan span,
        CancellationToken stop
    )
    {
        var page = workload.Page(target) is { } request ? await Measurement.PageAsync(target.Http, request, stop) : null;
        await new OpenLoop(target.Http, rate).RunAsync(next, LeadIn, stop);
        var meter = ProcessorMeter.Start(target);
        var loop = new OpenLoop(target.Http, rate);
        await Progress.WhileAsync(loop.RunAsync(next, span, stop), workload.Name);
        // What writes set off behind their answers is theirs as well.
        await Task.Delay(Settling, stop);
        var used = meter.Stop(loop.Asked);
        return new(
            workload.Name,
            workload.Title,
            target.Name,
            [.. loop.Tallies.Select(tally => KindResult.From(tally.Key, tally.Value, span, loop.Took))],
            used.Programs,
            page is null ? null : await BareAsync(page, rate, span < MaxBareSpan ? span : MaxBareSpan, stop),
            loop.Lateness.At(0.99).TotalMilliseconds,
            used.Others,
            []
        );
    }

    static async Task<BareResult> BareAsync(byte[] page, double rate, TimeSpan span, CancellationToken stop)
    {
        await using var server = await BareServer.StartAsync(page, stop);
        using var client = Measurement.Client(server.Address);
        await new OpenLoop(client, rate).RunAsync(Bare, LeadIn, stop);
        var before = ProcessorTimes.Of(server.Id);
        var loop = new OpenLoop(client, rate);
        await loop.RunAsync(Bare, span, stop);
        var used = ProcessorTimes.Between(before, ProcessorTimes.Of(server.Id)).Sum(one => one.Value.TotalMilliseconds);
        var latency = loop.Tallies[Report.Bare].Latency;
        return new(page.Length, latency.At(0.5).TotalMilliseconds, latency.At(0.99).TotalMilliseconds, used / loop.Asked);

        static Call Bare() => new(Report.Bare, () => new(HttpMethod.Get, "/"));
    }
}
