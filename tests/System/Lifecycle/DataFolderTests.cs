using Microsoft.Extensions.Configuration;
using Social.AppHost.Running;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>Which folders of data a start accepts.</summary>
public sealed class DataFolderTests : IDisposable
{
    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("social-data-");

    [Fact]
    public void An_empty_folder_is_taken_and_taken_again()
    {
        Open().Dispose();
        Store();
        Open().Dispose();
    }

    [Fact]
    public void Data_of_another_layout_is_refused_until_it_is_reset()
    {
        Store();

        var refusal = Assert.Throws<StartException>(() => Open());

        Assert.Contains("start with --reset", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(data.FullName, refusal.Message, StringComparison.Ordinal);
        // Whoever was refused holds nothing any more.
        var taken = FileLock.Take(Path.Combine(data.FullName, "lock"), TimeSpan.FromSeconds(1));
        Assert.NotNull(taken);
        taken.Dispose();
        Open("on").Dispose();
        Assert.False(File.Exists(Stored));
        Open().Dispose();
    }

    string Stored => Path.Combine(data.FullName, "postgres", "PG_VERSION");

    void Store()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Stored)!);
        File.WriteAllText(Stored, "18");
    }

    DataFolder Open(string reset = "off")
    {
        Dictionary<string, string?> settings = new() { ["Data"] = data.FullName, ["Reset"] = reset };
        return DataFolder.Open(AppHostOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
    }

    public void Dispose() => data.Delete(recursive: true);
}
