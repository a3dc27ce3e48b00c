namespace Social.Bench.Results;

/// <summary>A whole run.</summary>
/// <param name="Circumstances">Sentences about machine, builds, data and warm-up.</param>
/// <param name="Limits">What the machine can do without the system: none is faster.</param>
/// <param name="Failures">Sentences about workloads that could not be measured.</param>
public sealed record RunResult(
    DateTimeOffset At,
    IReadOnlyList<string> Circumstances,
    IReadOnlyList<WorkloadResult> Workloads,
    IReadOnlyList<Figure> Limits,
    IReadOnlyList<string> Failures
);
