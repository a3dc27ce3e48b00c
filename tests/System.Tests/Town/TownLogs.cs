using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Tests.Towns;

/// <summary>What every process of the town writes, in a file for each resource under artifacts/town.</summary>
sealed class TownLogs : IAsyncDisposable
{
    readonly ConcurrentQueue<string> last = [];
    readonly List<Task> followers = [];

    TownLogs() { }

    public static string Folder { get; } = Path.Combine(Checkout.Root, "artifacts", "town", typeof(TownLogs).Assembly.GetName().Name!);

    public static TownLogs Follow(DistributedApplication app, CancellationToken stop)
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        var self = new TownLogs();
        var source = app.Services.GetRequiredService<ResourceLoggerService>();
        foreach (var resource in app.Services.GetRequiredService<DistributedApplicationModel>().Resources)
            if (resource is ProjectResource or ExecutableResource)
                self.followers.Add(Task.Run(() => self.FollowAsync(source, resource, stop), CancellationToken.None));
        return self;
    }

    /// <summary>The last 100 lines of all together.</summary>
    public string Tail() => string.Join('\n', last);

    async Task FollowAsync(ResourceLoggerService source, IResource resource, CancellationToken stop)
    {
        await using var file = new StreamWriter(Path.Combine(Folder, $"{resource.Name}.log")) { AutoFlush = true };
        try
        {
            await foreach (var lines in source.WatchAsync(resource).WithCancellation(stop))
            foreach (var line in lines)
            {
                await file.WriteLineAsync(line.Content);
                last.Enqueue($"[{resource.Name}] {line.Content}");
                while (last.Count > 100)
                    last.TryDequeue(out _);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The town is closed.
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(followers);
}
