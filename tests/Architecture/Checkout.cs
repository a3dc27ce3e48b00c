namespace Social.Tests.Architecture;

/// <summary>The checkout these tests were built from, as git sees it: files that are or would be committed.</summary>
static class Checkout
{
    public static string Root { get; } = Find();

    public static IReadOnlyList<string> Files { get; } = List();

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
