using Social.Bench.Results;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>Something that people do with the system, and that is measured by itself.</summary>
public abstract class Workload
{
    /// <summary>By which it is selected.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, for the report.</summary>
    public abstract string Title { get; }

    /// <summary>Runs it on one system.</summary>
    /// <exception cref="BenchException">It cannot be measured.</exception>
    internal abstract Task<WorkloadResult> RunAsync(Target target, RunOptions options, CancellationToken stop);
}
