using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;
using Social.Bench.Limits;
using Social.Bench.Results;
using Social.Seed;
using StackExchange.Redis;

namespace Social.Bench.Running;

/// <summary>
/// The whole measurement by one command: starts the system, seeds it, warms it, runs the workloads, measures the limits, writes the report and
/// leaves nothing behind. A second build runs the same workloads on a copy of the same data in turns; neither is ever loaded beside the other.
/// </summary>
static class FullRun
{
    const string This = "this";
    const string Other = "other";

    // Few enough that compiling keeps up: the runtime compiles hot code again beside the calls.
    const double WarmUpShare = 0.3;

    static readonly TimeSpan MaxLimitSpan = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(RunOptions options, CancellationToken stop)
    {
        if (!ProcessorTimes.AreKnown)
            throw new BenchException("Processor times are read from /proc: this runs on Linux alone.");
        if (options.Build)
        {
            Progress.Write("Building the AppHost in Release.");
            await Checkout.BuildAsync(stop);
        }
        using var data = await PrepareAsync(options, stop);
        using var copy = options.Against is null ? null : await data.CopyAsync(Other, stop);
        var targets = new List<Target>();
        try
        {
            targets.Add(await Target.StartAsync(This, Checkout.AppHostAt(Checkout.AppHost), data, seeds: false, stop));
            if (copy is not null)
                targets.Add(await Target.StartAsync(Other, options.Against!, copy, seeds: false, stop));
            foreach (var target in targets)
                await WarmAsync(target, options, stop);
            var result = await MeasureAsync(targets, options, stop);
            await RunReport.WriteAsync(options.Out, result, stop);
            if (result.Failures.Count > 0)
                throw new BenchException(string.Join('\n', result.Failures));
        }
        finally
        {
            foreach (var target in targets)
                await target.DisposeAsync();
        }
    }

    /// <summary>A seeded data folder that no system is using.</summary>
    static async Task<DataFolder> PrepareAsync(RunOptions options, CancellationToken stop)
    {
        var data =
            options.Data is null ? DataFolder.Temporary(This)
            : options.Copy ? await new DataFolder(options.Data, IsTemporary: false).CopyAsync(This, stop)
            : new(options.Data, IsTemporary: false);
        try
        {
            if (DataFolder.IsSeeded(data.Path))
                return data;
            // The older of two builds: the other one migrates what it finds.
            var seeder = options.Against ?? Checkout.AppHostAt(Checkout.AppHost);
            await using var system = await Target.StartAsync("the system to seed", seeder, data, seeds: true, stop);
            Progress.Write("Seeding, unless it was seeded before.");
            if (!await SeededAccounts.AreThereAsync(system.Http, data.Path, stop))
            {
                var seed = new SeedOptions(system.Gateway, null, data.SeedPassword, options.Graph);
                if (await SeedRun.RunAsync(() => seed, Console.Out, Console.Error, stop) != 0)
                    throw new BenchException("Seeding failed.");
            }
            stop.ThrowIfCancellationRequested();
            data.MarkSeeded();
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    static async Task WarmAsync(Target target, RunOptions options, CancellationToken stop)
    {
        await target.LogInAsync(options.People, stop);
        Progress.Write($"Warming {target.Name} for {options.WarmUp} s: the runtime compiles hot code a second time.");
        var loop = new OpenLoop(target.Http, Math.Max(1, options.Rate * WarmUpShare));
        var mix = new Mix(target.Accounts, Mix.Name, media: 1);
        await Progress.WhileAsync(loop.RunAsync(mix.Next, TimeSpan.FromSeconds(options.WarmUp), stop), "warming");
    }

    static async Task<RunResult> MeasureAsync(List<Target> targets, RunOptions options, CancellationToken stop)
    {
        var (load, begin) = (LoadAverage(), DateTimeOffset.UtcNow);
        var (results, failures) = (new List<WorkloadResult>(), new List<string>());
        for (var i = 0; i < options.Workloads.Count; i++)
            foreach (var target in targets)
            {
                var workload = options.Workloads[i];
                Progress.Write($"[{i + 1}/{options.Workloads.Count}] {workload.Name} on {target.Name}: {workload.Title}");
                WorkloadResult result;
                try
                {
                    result = await workload.RunAsync(target, options, stop);
                }
                // The others are worth their time nevertheless, and the report says what is missing.
                catch (Exception e)
                    when (e is BenchException or HttpRequestException or NpgsqlException or RedisException or TimeoutException)
                {
                    failures.Add($"{workload.Name} on {target.Name} could not be measured: {e.Message}");
                    Progress.Write($"  {failures[^1]}");
                    continue;
                }
                results.Add(result);
                foreach (var kind in result.Kinds)
                    Progress.Write(RunReport.Summary(result, kind));
            }
        Progress.Write("Measuring the limits.");
        var span = TimeSpan.FromSeconds(options.Seconds) < MaxLimitSpan ? TimeSpan.FromSeconds(options.Seconds) : MaxLimitSpan;
        List<Figure> limits =
        [
            .. await ComposeInserts.MeasureAsync(targets[0], span, stop),
            .. await RedisWrites.MeasureAsync(targets[0], span, stop),
        ];
        return new(begin, [.. Circumstances(targets, options, load)], results, limits, failures);
    }

    static IEnumerable<string> Circumstances(List<Target> targets, RunOptions options, string load)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}, Release, without the dashboard; {options.People} people call, reads come at {options.Rate} a second, each workload is measured for {options.Seconds} s."
        );
        yield return options.Data is null || options.Graph is not null
            ? $"Seeded from {(options.Graph is { } graph ? $"the graph {Path.GetFileName(graph)}" : "the built-in network")}."
            : "On data that had been seeded before.";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Warmed for {options.WarmUp} s at {options.Rate * WarmUpShare:F0} calls a second{(options.WarmUp < RunOptions.EnoughWarmUp ? $": less than the {RunOptions.EnoughWarmUp} s that the runtime takes to compile hot code for the second time, so processor times are too high" : ", in which the runtime has compiled hot code for the second time")}."
        );
        yield return $"Load averages before and after: {load} and {LoadAverage()}; what other programs used meanwhile is in the column \"others\".";
        if (targets.Count > 1)
            yield return $"Beside this build another one, on a copy of the same data, in turns: {options.Against}.";
        if (options.Note is { } note)
            yield return note;
    }

    static string LoadAverage() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);
}
