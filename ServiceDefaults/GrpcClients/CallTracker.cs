using System.Globalization;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>One call on its way to one instance. It ends once, by whatever comes first.</summary>
/// <param name="instance">Where it goes.</param>
/// <param name="request">The call.</param>
/// <param name="holdsPlace">Whether it was counted as unanswered (<see cref="Instance.TryHoldPlace"/>).</param>
/// <param name="turn">What it waited for (<see cref="Instance.WaitForTurnAsync"/>); null if it did not.</param>
/// <param name="clock">Tells whether its deadline has passed.</param>
sealed class CallTracker(Instance instance, HttpRequestMessage request, bool holdsPlace, SemaphoreSlim? turn, TimeProvider clock)
{
    // The caller's clock ran a little before ours did: a call given up within its last tenth ran into its deadline.
    const double DeadlineShare = 0.9;

    readonly long began = clock.GetTimestamp();
    readonly TimeSpan? deadline = DeadlineOf(request);
    readonly bool trial = instance.Begin();
    int answered = holdsPlace ? 0 : 1;
    int over;

    /// <summary>The head of its answer has come.</summary>
    public void Answered()
    {
        if (Interlocked.Exchange(ref answered, 1) != 0)
            return;
        instance.Answer();
        turn?.Release();
    }

    public void Ended(HttpResponseMessage response) => End(response.ToOutcome());

    /// <summary>The connection or the stream broke.</summary>
    public void Broke() => End(Outcome.Failed);

    /// <summary>The caller cancelled. An expired deadline looks the same from here, and counts as a failure of the instance.</summary>
    public void Cancelled() => End(clock.GetElapsedTime(began) >= deadline * DeadlineShare ? Outcome.Failed : Outcome.Cancelled);

    void End(Outcome outcome)
    {
        if (Interlocked.Exchange(ref over, 1) != 0)
            return;
        if (Interlocked.Exchange(ref answered, 1) == 0)
        {
            instance.Release();
            turn?.Release();
        }
        instance.End(outcome, trial);
    }

    /// <summary>As gRPC says it: digits and a unit.</summary>
    static TimeSpan? DeadlineOf(HttpRequestMessage request)
    {
        if (
            !request.Headers.TryGetValues("grpc-timeout", out var values)
            || values.First() is not [.. var digits, var unit]
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        )
            return null;
        return unit switch
        {
            'H' => TimeSpan.FromHours(number),
            'M' => TimeSpan.FromMinutes(number),
            'S' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMilliseconds(number),
            'u' => TimeSpan.FromMicroseconds(number),
            _ => TimeSpan.Zero,
        };
    }
}
