namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console output of every instance: the last 5,000 lines, and those to come. A resource's name means its first instance.</summary>
public class ResourceLoggerService
{
    const int Kept = 5_000;
    readonly ConcurrentDictionary<string, Ring> rings = new(StringComparer.OrdinalIgnoreCase);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Find(resourceName).ReadAsync(follow: true);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.Name);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => Find(resourceName).ReadAsync(follow: false);

    internal void Write(string id, string line, bool error) => Find(id).Add(line, error);

    /// <summary>Lets the resource's plain name find its first instance, also for those who watch that name already.</summary>
    internal void Alias(string name, string id) => rings[id] = Find(name);

    Ring Find(string id) => rings.GetOrAdd(id, _ => new());

    sealed class Ring
    {
        readonly Lock gate = new();
        readonly Queue<LogLine> lines = new();
        readonly List<Channel<LogLine>> readers = [];
        int number;

        /// <summary>Each line carries its time (UTC) in front, as the dashboard expects.</summary>
        public void Add(string text, bool error)
        {
            lock (gate)
            {
                var line = new LogLine(++number, $"{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.fffffffZ} {text}", error);
                lines.Enqueue(line);
                if (lines.Count > Kept)
                    lines.Dequeue();
                foreach (var reader in readers)
                    reader.Writer.TryWrite(line);
            }
        }

        public async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(
            bool follow,
            [EnumeratorCancellation] CancellationToken stop = default
        )
        {
            // Who reads too slowly misses lines rather than holding them all in memory.
            var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
            LogLine[] known;
            lock (gate)
            {
                known = [.. lines];
                readers.Add(channel);
            }
            try
            {
                if (known.Length > 0)
                    yield return known;
                while (follow && await channel.Reader.WaitToReadAsync(stop))
                {
                    List<LogLine> some = [];
                    while (channel.Reader.TryRead(out var line))
                        some.Add(line);
                    yield return some;
                }
            }
            finally
            {
                lock (gate)
                    readers.Remove(channel);
            }
        }
    }
}
