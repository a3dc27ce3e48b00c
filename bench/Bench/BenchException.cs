namespace Social.Bench;

/// <summary>The run cannot be; the message says why and what to do.</summary>
public sealed class BenchException(string message) : Exception(message);
