using System.Collections.Concurrent;
using System.Diagnostics;
using Social.Messaging;

namespace Social.Tests.Messaging;

[Collection<EnginesCollection>]
public sealed class TraceTests(Engines engines)
{
    [Fact]
    public async Task A_handler_works_in_the_trace_of_the_write()
    {
        await using var place = await Place.NewAsync(engines);
        await place.StartAsync(publishes: true, hears: true);
        var seen = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is EventTelemetry.Name or "tests",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = seen.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var tests = new ActivitySource("tests");
        string? trace;
        using (var write = tests.StartActivity("write"))
        {
            trace = write?.TraceId.ToString();
            await place.StateAsync(Guid.CreateVersion7());
        }
        await place.AllAppliedAsync();
        await Wait.UntilAsync(() => Task.FromResult(seen.Any(a => a.Kind == ActivityKind.Consumer)), () => "the handler's span");
        var send = Assert.Single(seen, a => a.Kind == ActivityKind.Producer);
        var handle = Assert.Single(seen, a => a.Kind == ActivityKind.Consumer);
        Assert.Equal(trace, send.TraceId.ToString());
        Assert.Equal(trace, handle.TraceId.ToString());
        Assert.Equal(send.SpanId, handle.ParentSpanId);
    }
}
