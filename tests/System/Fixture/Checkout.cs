namespace Social.Tests.WholeSystem.Fixture;

/// <summary>The checkout these tests were built from.</summary>
static class Checkout
{
    public static string Root { get; } = Find();

    /// <summary>The app host as it was built along with these tests.</summary>
    public static string AppHost { get; } = Path.Combine(Root, "AppHost", "bin", Configuration, "net10.0", "AppHost.dll");

    public static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Social.sln")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException($"No Social.sln above {AppContext.BaseDirectory}.");
    }
}
