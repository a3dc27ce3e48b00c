namespace Social.Tests.Components;

/// <summary>The web app's own tests (Web/src/**/*.test.ts and .tsx), a row for each file.</summary>
public sealed class ComponentTests(VitestRun vitest) : IClassFixture<VitestRun>
{
    public static TheoryData<string> Files() => [.. VitestRun.Files()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Tests_of_the_web_app_pass(string file)
    {
        Assert.True(vitest.Results.TryGetValue(file, out var result), $"vitest did not run {file}: {vitest.Output}");
        Assert.True(result.Passed > 0, $"{file} has no test.");
        Assert.Empty(result.Failures);
    }
}
