namespace Social.Tests.Testing;

/// <summary>The checkout these tests were built from, as git sees it: files that are or would be committed.</summary>
public static class Checkout
{
    static readonly Lazy<string[]> AllFiles = new(List);

    public static string Root { get; } = Find();

    /// <summary>The app host as it was built along with these tests.</summary>
    public static string AppHost { get; } = Path.Combine(Root, "AppHost", "bin", Configuration, "net10.0", "AppHost.dll");

    /// <summary>Debug or Release.</summary>
    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Relative to the root, with slashes, in order.</summary>
    public static IReadOnlyList<string> Files => AllFiles.Value;

    /// <summary>The files with these extensions, without migrations.</summary>
    public static IEnumerable<string> Sources(params string[] extensions) =>
        Files.Where(f => extensions.Contains(Path.GetExtension(f)) && !f.Contains("/Migrations/", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Social.sln")))
            at = at.Parent;
        return at?.FullName
            ?? throw new InvalidOperationException(
                "These tests run from inside a checkout: no Social.sln above " + AppContext.BaseDirectory
            );
    }

    static string[] List()
    {
        string[] skipped = ["bin", "obj", "artifacts", "node_modules", ".git", ".data", ".vs", "wwwroot", "TestResults"];
        return [.. Walk(new(Root)).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

        IEnumerable<string> Walk(DirectoryInfo folder) =>
            folder
                .GetFiles()
                .Select(f => f.FullName)
                .Concat(folder.GetDirectories().Where(d => !skipped.Contains(d.Name)).SelectMany(Walk));
    }
}
