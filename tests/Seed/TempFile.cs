namespace Social.Tests.Seeding;

/// <summary>A file for one test.</summary>
sealed class TempFile : IDisposable
{
    public TempFile(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"seed-{Guid.NewGuid():N}.edges");

    /// <summary>An edge list in which everybody knows both neighbours.</summary>
    public static TempFile WithRing(int people) =>
        new(string.Join('\n', Enumerable.Range(0, people).Select(n => $"{n} {(n + 1) % people}")));

    public void Dispose() => File.Delete(Path);
}
