namespace Social.Tests.Components;

/// <summary>What vitest found in one file.</summary>
public sealed record VitestFile(int Passed, IReadOnlyList<string> Failures);
