namespace Social.Bench.Results;

/// <summary>The bare endpoint at the same rate, in milliseconds.</summary>
/// <param name="Bytes">What it answers.</param>
/// <param name="Processor">Processor time of a call.</param>
public sealed record BareResult(int Bytes, double P50, double P99, double Processor);
