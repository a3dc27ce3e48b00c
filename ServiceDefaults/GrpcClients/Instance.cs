using System.Collections.Concurrent;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>One address of a service, how many of this process's calls are in flight to it, and its circuit breaker.</summary>
/// <param name="service">Whose address it is.</param>
/// <param name="address">Where it speaks gRPC.</param>
/// <param name="breaker">Null for a configured address, which has no circuit breaker: it may be a proxy before many instances.</param>
/// <param name="telemetry">Counts and logs its calls.</param>
sealed class Instance(string service, Uri address, Breaker? breaker, CallTelemetry telemetry)
{
    readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new();
    int inFlight;
    int unanswered;
    long lastAnswer = Environment.TickCount64;
    TaskCompletionSource? nextAnswer;

    public Uri Address => address;
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Calls in flight of which not even the head of an answer has come: those that hold a place here because of the instance.</summary>
    public int Unanswered => Volatile.Read(ref unanswered);

    /// <summary>Whether it has answered any call within this time, or is new.</summary>
    public bool IsAnswering(TimeSpan within) => Environment.TickCount64 - Volatile.Read(ref lastAnswer) <= within.TotalMilliseconds;

    /// <summary>Ends when one of those calls is answered, or ends without an answer.</summary>
    public Task NextAnswer
    {
        get
        {
            var now = Volatile.Read(ref nextAnswer);
            if (now is not null)
                return now.Task;
            now = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref nextAnswer, now, null) ?? now).Task;
        }
    }

    public bool IsAvailable => breaker?.IsClosed ?? true;

    /// <summary>Null where no record is kept.</summary>
    public BreakerState? State => breaker?.State;

    /// <inheritdoc cref="Breaker.SinceLastFailure"/>
    public TimeSpan SinceLastFailure => breaker?.SinceLastFailure ?? TimeSpan.MaxValue;

    /// <inheritdoc cref="Breaker.TryProbe"/>
    public bool TryProbe() => breaker?.TryProbe() ?? false;

    /// <summary>Counts one more call as unanswered, unless there are so many already.</summary>
    public bool TryHoldPlace(int places)
    {
        for (var held = Unanswered; held < places; held = Unanswered)
            if (Interlocked.CompareExchange(ref unanswered, held + 1, held) == held)
                return true;
        return false;
    }

    /// <summary>Waits until fewer than so many calls of this method are unanswered.</summary>
    /// <returns>To be released when the call is answered.</returns>
    public async Task<SemaphoreSlim> WaitForTurnAsync(string method, int most, CancellationToken stop)
    {
        var turn = turns.GetOrAdd(method, static (_, most) => new(most), most);
        await turn.WaitAsync(stop);
        return turn;
    }

    /// <returns>Whether the call is a probe of an instance whose breaker is open.</returns>
    public bool Begin()
    {
        Interlocked.Increment(ref inFlight);
        CallTelemetry.Picked(service, address);
        return !IsAvailable;
    }

    /// <summary>The head of an answer has come; how long its body takes is up to whoever reads it.</summary>
    public void Answer()
    {
        Volatile.Write(ref lastAnswer, Environment.TickCount64);
        Release();
    }

    /// <summary>No answer will come of a call.</summary>
    public void Release()
    {
        Interlocked.Decrement(ref unanswered);
        Interlocked.Exchange(ref nextAnswer, null)?.TrySetResult();
    }

    /// <param name="outcome">What became of a call.</param>
    /// <param name="trial">What <see cref="Begin"/> said of it.</param>
    public void End(Outcome outcome, bool trial)
    {
        Interlocked.Decrement(ref inFlight);
        telemetry.Ended(service, address, outcome, breaker?.Record(outcome, trial) ?? BreakerTransition.None);
    }
}
