using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Social.Posts.Images;

/// <summary>
/// Threads for work that takes a processor for tenths of a second. On Linux they have a lower priority than all others of the machine, so
/// that answers are not delayed by images: these get what nobody else wants, and all of it.
/// </summary>
public sealed partial class RenderThreads : IDisposable
{
    // A tenth of the share of a thread of usual priority (nice 0), while both want to run.
    const int Nice = 10;
    const int OfThread = 0;

    readonly BlockingCollection<Action> work = [];
    readonly List<Thread> threads;

    public RenderThreads(int count)
    {
        threads = [.. Enumerable.Range(1, count).Select(i => new Thread(Run) { Name = $"Render {i}", IsBackground = true })];
        threads.ForEach(thread => thread.Start());
    }

    /// <summary>Does this as soon as a thread is free. Once it has begun it is not cancelled.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    public async Task<T> RunAsync<T>(Func<T> act, CancellationToken stop)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = 0;
        work.Add(Act, stop);
        await using var giveUp = stop.Register(() =>
        {
            if (Interlocked.Exchange(ref taken, 1) == 0)
                done.SetCanceled(stop);
        });
        return await done.Task;

        void Act()
        {
            if (Interlocked.Exchange(ref taken, 1) != 0)
                return;
            try
            {
                done.SetResult(act());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    /// <summary>Ends the threads after what is waiting now.</summary>
    public void Dispose()
    {
        work.CompleteAdding();
        threads.ForEach(thread => thread.Join());
        work.Dispose();
    }

    void Run()
    {
        // Threads that the image library starts from here inherit it.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(OfThread, 0, Nice);
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        foreach (var act in work.GetConsumingEnumerable())
            act();
    }

    // setpriority(2): on Linux with PRIO_PROCESS and 0 of the calling thread alone. It fails where a container forbids it: then priorities stay.
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int nice);
}
