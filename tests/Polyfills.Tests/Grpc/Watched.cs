using System.Collections.Concurrent;
using Grpc.Core;

namespace Social.Tests.Polyfills.Grpc;

sealed record SeenCall(string Method, string Peer, DateTime Deadline, Metadata Headers);

/// <summary>What a test sees of the server's side.</summary>
sealed class Watched
{
    readonly ConcurrentDictionary<string, TaskCompletionSource> asleep = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource> woken = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource> alarms = new();

    public ConcurrentDictionary<string, SeenCall> Calls { get; } = new();

    /// <summary>The handler of <paramref name="name"/> has fallen asleep.</summary>
    public Task Asleep(string name) => Of(asleep, name).Task.WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>The handler of <paramref name="name"/> was woken by its token, or by <see cref="Wake"/>.</summary>
    public Task Woken(string name) => Of(woken, name).Task.WaitAsync(TimeSpan.FromSeconds(10));

    public bool HasSlept(string name) => Of(asleep, name).Task.IsCompleted;

    /// <summary>Wakes a handler that does not look at its token.</summary>
    public void Wake(string name) => Of(alarms, name).TrySetResult();

    public async Task Sleep(string name, CancellationToken stop)
    {
        Of(asleep, name).TrySetResult();
        try
        {
            await Of(alarms, name).Task.WaitAsync(stop);
        }
        finally
        {
            Of(woken, name).TrySetResult();
        }
    }

    static TaskCompletionSource Of(ConcurrentDictionary<string, TaskCompletionSource> all, string name) =>
        all.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
