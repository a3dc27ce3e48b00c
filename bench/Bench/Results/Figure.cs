namespace Social.Bench.Results;

/// <summary>A single number and what it is.</summary>
public sealed record Figure(string Name, double Value, string Unit);
