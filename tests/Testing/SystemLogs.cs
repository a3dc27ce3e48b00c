using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Tests.Testing;

/// <summary>What every process of the system writes, in a file for each resource, under artifacts/system and the test project's name.</summary>
public sealed partial class SystemLogs : IAsyncDisposable
{
    readonly ConcurrentQueue<string> last = [];
    readonly ConcurrentQueue<string> errors = [];
    readonly ConcurrentBag<Task> followers = [];
    Task watching = Task.CompletedTask;

    SystemLogs() { }

    public static string Folder { get; } = Path.Combine(Checkout.Root, "artifacts", "system", Assembly.GetEntryAssembly()!.GetName().Name!);

    /// <summary>Every instance of a resource, from its first state on: before that the orchestrator has not named it.</summary>
    public static SystemLogs Follow(DistributedApplication app, CancellationToken stop)
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        var self = new SystemLogs();
        self.watching = Task.Run(() => self.WatchAsync(app, stop), CancellationToken.None);
        return self;
    }

    async Task WatchAsync(DistributedApplication app, CancellationToken stop)
    {
        var source = app.Services.GetRequiredService<ResourceLoggerService>();
        HashSet<string> known = [];
        HashSet<string> files = [];
        try
        {
            await foreach (var e in app.ResourceNotifications.WatchAsync(stop))
                if (
                    e.Resource is ProjectResource or ExecutableResource or ContainerResource
                    && !IsHelper(e.Resource)
                    && known.Add(e.ResourceId)
                )
                {
                    var file = files.Add(e.Resource.Name) ? e.Resource.Name : e.ResourceId;
                    followers.Add(Task.Run(() => FollowAsync(source, e.ResourceId, file, stop), CancellationToken.None));
                }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The system is closed.
        }
    }

    /// <summary>What an engine's hidden process writes is the engine's log as well.</summary>
    static bool IsHelper(IResource resource) =>
        resource.Name.EndsWith("-rebuilder", StringComparison.Ordinal) || resource.Name.EndsWith("-server", StringComparison.Ordinal);

    /// <summary>The lines so far by which a process reports an error: .NET's, Java's and PostgreSQL's ways to say so.</summary>
    public IReadOnlyList<string> Errors() => [.. errors];

    /// <summary>The last 100 lines of all together.</summary>
    public string Tail() => string.Join('\n', last);

    async Task FollowAsync(ResourceLoggerService source, string resource, string name, CancellationToken stop)
    {
        await using var file = new StreamWriter(Path.Combine(Folder, $"{name}.log")) { AutoFlush = true };
        try
        {
            await foreach (var lines in source.WatchAsync(resource).WithCancellation(stop))
            foreach (var line in lines)
            {
                await file.WriteLineAsync(line.Content);
                if (Error().IsMatch(line.Content))
                    errors.Enqueue($"[{name}] {line.Content}");
                last.Enqueue($"[{name}] {line.Content}");
                while (last.Count > 100)
                    last.TryDequeue(out _);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The system is closed.
        }
    }

    [GeneratedRegex(@"\b(fail|crit): |\b(ERROR|FATAL|PANIC)\b|Unhandled exception|Exception in thread")]
    private static partial Regex Error();

    public async ValueTask DisposeAsync()
    {
        await watching;
        await Task.WhenAll(followers);
    }
}
