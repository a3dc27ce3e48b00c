namespace Social.Bench.Results;

/// <summary>A whole run.</summary>
/// <param name="Circumstances">Sentences about machine, builds, data and warm-up.</param>
/// <param name="Limits">What the machine can do without the system: none is faster.</param>
public sealed record RunResult(
    DateTimeOffset At,
    IReadOnlyList<string> Circumstances,
    IReadOnlyList<WorkloadResult> Workloads,
    IReadOnlyList<Figure> Limits
);
