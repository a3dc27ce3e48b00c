using Social.AppHost.Running;

namespace Social.Tests.WholeSystem.Lifecycle;

/// <summary>What a start says of folders that it cannot use.</summary>
public sealed class FoldersTests
{
    [Fact]
    public void A_folder_that_cannot_be_made_is_refused_by_one_sentence()
    {
        // As where HOME names what is none; a test that runs as root may write everywhere else.
        var folder = Path.Combine(Path.GetTempFileName(), ".cache");
        var refusal = Assert.Throws<StartException>(() => Folders.EnsureWritable(folder, "set SOCIAL_CACHE to a folder of yours"));
        Assert.Equal($"The folder {folder} cannot be written to: set SOCIAL_CACHE to a folder of yours.", refusal.Message);
        File.Delete(Path.GetDirectoryName(folder)!);
    }

    [Fact]
    public void A_folder_is_made_and_nothing_is_left_in_it()
    {
        var parent = Directory.CreateTempSubdirectory("social-folders-");
        var folder = Path.Combine(parent.FullName, "a", "b");
        Folders.EnsureWritable(folder, "");
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        parent.Delete(recursive: true);
    }
}
