using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The console output of every instance: the last 5,000 lines, and those to come. A name or an instance's id finds it.</summary>
public class ResourceLoggerService : IDisposable
{
    const int Kept = 5_000;
    readonly ConcurrentDictionary<string, Ring> rings = new(StringComparer.OrdinalIgnoreCase);

    public ILogger GetLogger(IResource resource) => Find(resource.InstanceIds()[0]);

    public ILogger GetLogger(string resourceName) => Find(resourceName);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.InstanceIds()[0]);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Find(resourceName).Read(true);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(resource.InstanceIds()[0]);

    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => Find(resourceName).Read(false);

    public void Complete(IResource resource) => Find(resource.InstanceIds()[0]).Complete();

    public void Complete(string name) => Find(name).Complete();

    public void ClearBacklog(string resourceName) => Find(resourceName).Clear();

    /// <summary>Each line carries its time (UTC) in front, as the dashboard expects.</summary>
    internal void Write(string id, string line, bool error) => Find(id).Add(line, error);

    /// <summary>Lets the resource's plain name find its first instance.</summary>
    internal void Alias(string name, string id) => rings[name] = Find(id);

    Ring Find(string id) => rings.GetOrAdd(id, _ => new());

    public void Dispose()
    {
        foreach (var ring in rings.Values)
            ring.Complete();
        GC.SuppressFinalize(this);
    }

    sealed class Ring : ILogger
    {
        readonly Lock gate = new();
        readonly Queue<LogLine> lines = new();
        readonly List<Channel<LogLine>> readers = [];
        int number;

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

        public void Clear()
        {
            lock (gate)
                lines.Clear();
        }

        public void Complete()
        {
            lock (gate)
                foreach (var reader in readers)
                    reader.Writer.TryComplete();
        }

        public async IAsyncEnumerable<IReadOnlyList<LogLine>> Read(bool follow, [EnumeratorCancellation] CancellationToken stop = default)
        {
            var channel = Channel.CreateBounded<LogLine>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
            LogLine[] known;
            lock (gate)
            {
                known = [.. lines];
                if (follow)
                    readers.Add(channel);
            }
            if (known.Length > 0)
                yield return known;
            if (!follow)
                yield break;
            try
            {
                while (await channel.Reader.WaitToReadAsync(stop))
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

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Add(formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception), logLevel >= LogLevel.Error);
    }
}
