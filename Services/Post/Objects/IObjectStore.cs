namespace Social.Posts.Objects;

/// <summary>Where the bytes of images lie. Keys are ours and random; an object is written once and never changed.</summary>
public interface IObjectStore
{
    /// <summary>Stores a file's bytes; when it returns they survive a crash. An object of this key is replaced.</summary>
    Task PutAsync(string key, string file, CancellationToken stop);

    /// <summary>
    /// The bytes from <paramref name="offset"/> on; null when there is no such object. Not more than <paramref name="length"/> of them
    /// need to be there (0: to the end), but there may be.
    /// </summary>
    Task<OpenObject?> OpenAsync(string key, long offset, long length, CancellationToken stop);

    /// <summary>Removes what is there. Repeatable.</summary>
    Task DeleteAsync(string key, CancellationToken stop);
}

/// <param name="Length">Of the whole object, bytes.</param>
/// <param name="Bytes">From the offset on; empty when that is past the end.</param>
public sealed record OpenObject(long Length, Stream Bytes) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Bytes.DisposeAsync();
}
