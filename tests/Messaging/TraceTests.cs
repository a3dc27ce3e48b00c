using System.Collections.Concurrent;
using System.Diagnostics;
using Social.Messaging;
using Social.Tests.Testing;

namespace Social.Tests.Messaging;

public sealed class TraceTests(Engines engines)
{
    [Fact]
    public async Task Handler_runs_in_the_trace_of_the_write()
    {
        await using var environment = await TestEnvironment.NewAsync(engines);
        await environment.StartAsync(publishes: true, consumes: true);
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
            await environment.WriteFactsAsync(Guid.CreateVersion7());
        }
        await environment.AllAppliedAsync();
        await Wait.UntilAsync(() => Ours().Any(a => a.Kind == ActivityKind.Consumer), () => "the handler's span");
        var send = Assert.Single(Ours(), a => a.Kind == ActivityKind.Producer);
        var handle = Assert.Single(Ours(), a => a.Kind == ActivityKind.Consumer);
        Assert.Equal(send.SpanId, handle.ParentSpanId);

        // Other tests run beside this one, in traces of their own.
        IEnumerable<Activity> Ours() => seen.Where(a => a.TraceId.ToString() == trace);
    }
}
