using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Gateway;

public sealed class HttpFileTests(SystemFixture system)
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs", "http"), "*.http")];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_files_to_try_the_API_by_run_as_they_stand(string path)
    {
        using var api = new HttpClient();
        var (requests, wrong) = await new HttpFile(path, system.Web).RunAsync(api);
        Assert.True(requests > 5, "The file was not understood.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
