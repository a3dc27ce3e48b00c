using System.Collections.Concurrent;
using System.Diagnostics;

namespace Social.Bench;

/// <summary>A call that is due: what kind it is and how to make it.</summary>
public sealed record Call(string Kind, Func<HttpRequestMessage> Request);

/// <summary>What became of the calls of one kind.</summary>
public sealed class Tally
{
    long asked;

    /// <summary>From the moment each was due to the last byte of its answer; those that succeeded.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>How often calls failed, by what was wrong.</summary>
    public ConcurrentDictionary<string, int> Errors { get; } = new();

    public long Asked => Interlocked.Read(ref asked);

    public void Ask() => Interlocked.Increment(ref asked);
}

/// <summary>
/// Calls at a fixed rate by the clock, whether or not earlier ones have been answered, as people do: a slow server meets the queue that
/// it makes. A call's latency counts from the moment it was due, not from when it was sent, so that no wait is left out (no
/// "coordinated omission").
/// </summary>
public sealed class OpenLoop(HttpClient http, double rate)
{
    // Beyond this the generator would measure itself; what is due then counts as an error.
    const int MostInFlight = 4_096;

    readonly ConcurrentDictionary<string, Tally> tallies = new();
    int inFlight;

    /// <summary>By kind.</summary>
    public IReadOnlyDictionary<string, Tally> Tallies => tallies;

    /// <summary>Calls of all kinds.</summary>
    public long Asked => tallies.Values.Sum(tally => tally.Asked);

    /// <summary>How late the generator itself sent: when this is large, the machine was too small for both sides.</summary>
    public Histogram Lateness { get; } = new();

    /// <summary>From the first call to the last answer.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Calls for so long, and waits for the last answer.</summary>
    public async Task RunAsync(Func<Call> next, TimeSpan span, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        var calls = (long)(span.TotalSeconds * rate);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        inFlight = 1;
        // A thread of its own: the pool's are busy with answers just when it matters to be on time.
        new Thread(Send) { IsBackground = true, Name = "schedule" }.Start();
        await done.Task;
        Took = Stopwatch.GetElapsedTime(start);
        stop.ThrowIfCancellationRequested();

        void Send()
        {
            for (long i = 0; i < calls && !stop.IsCancellationRequested; i++)
            {
                var due = start + (long)(i / rate * Stopwatch.Frequency);
                Pause.Until(due);
                _ = RunOneAsync(due);
            }
            Leave();
        }

        async Task RunOneAsync(long due)
        {
            var call = next();
            var tally = tallies.GetOrAdd(call.Kind, _ => new());
            tally.Ask();
            Lateness.Record(Stopwatch.GetElapsedTime(due));
            Interlocked.Increment(ref inFlight);
            try
            {
                if (Volatile.Read(ref inFlight) > MostInFlight)
                    tally.Errors.AddOrUpdate("not sent, too many under way", 1, (_, n) => n + 1);
                else if (await FailAsync(call, stop) is { } error)
                    tally.Errors.AddOrUpdate(error, 1, (_, n) => n + 1);
                else
                    tally.Latency.Record(Stopwatch.GetElapsedTime(due));
            }
            finally
            {
                Leave();
            }
        }

        void Leave()
        {
            if (Interlocked.Decrement(ref inFlight) == 0)
                done.TrySetResult();
        }
    }

    /// <summary>What went wrong; null when nothing did.</summary>
    async Task<string?> FailAsync(Call call, CancellationToken stop)
    {
        try
        {
            using var request = call.Request();
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            await answer.Content.CopyToAsync(Stream.Null, stop);
            return answer.IsSuccessStatusCode ? null : $"status {(int)answer.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return "connection failed";
        }
        catch (OperationCanceledException)
        {
            return "no answer in time";
        }
    }
}
