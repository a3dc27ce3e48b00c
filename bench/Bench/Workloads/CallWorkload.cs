using Social.Bench.Results;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>A workload of calls at a fixed rate.</summary>
public abstract class CallWorkload : Workload
{
    /// <summary>Calls a second where reads are asked for at this rate.</summary>
    public virtual double RateAt(double reads) => reads;

    /// <summary>Makes what is needed and returns where the calls come from.</summary>
    internal abstract Task<Func<Call>> PrepareAsync(Target target, CancellationToken stop);

    /// <summary>A call whose answer the bare endpoint gives for comparison; null where none compares.</summary>
    internal virtual HttpRequestMessage? Page(Target target) => null;

    internal override async Task<WorkloadResult> RunAsync(Target target, RunOptions options, CancellationToken stop)
    {
        await target.RenewAsync(stop);
        var next = await PrepareAsync(target, stop);
        return await LoadMeter.MeasureAsync(this, target, next, RateAt(options.Rate), TimeSpan.FromSeconds(options.Seconds), stop);
    }
}
