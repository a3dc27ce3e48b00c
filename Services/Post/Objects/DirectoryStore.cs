namespace Social.Posts.Objects;

/// <summary>Objects as files, spread over 65,536 folders by the first letters of their keys.</summary>
public sealed class DirectoryStore(string root) : IObjectStore
{
    public async Task PutAsync(string key, string file, CancellationToken stop)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = Unfinished(path);
        await using (var from = File.OpenRead(file))
        await using (var to = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
        {
            await from.CopyToAsync(to, stop);
            to.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
    }

    public Task<OpenObject?> OpenAsync(string key, long offset, long length, CancellationToken stop)
    {
        try
        {
            var file = new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, useAsync: true);
            file.Position = Math.Min(offset, file.Length);
            return Task.FromResult<OpenObject?>(new(file.Length, file));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<OpenObject?>(null);
        }
    }

    public Task DeleteAsync(string key, CancellationToken stop)
    {
        var path = PathOf(key);
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
            // A crash while it was written left it under this name.
            File.Delete(Unfinished(path));
        }
        return Task.CompletedTask;
    }

    string PathOf(string key) => Path.Combine(root, key[..2], key[2..4], key);

    static string Unfinished(string path) => path + ".part";
}
