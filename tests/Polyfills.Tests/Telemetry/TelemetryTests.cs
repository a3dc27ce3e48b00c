using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Social.Tests.Polyfills.Telemetry;

/// <summary>What a web application's spans and metrics say, by the same calls that the packages have.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    readonly ConcurrentQueue<Activity> spans = [];
    readonly ConcurrentQueue<string> metrics = [];
    readonly BaseExportingMetricReader reader;
    WebApplication app = null!;
    HttpClient http = null!;

    public TelemetryTests() => reader = new(new Names(metrics));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder
            .Services.AddOpenTelemetry()
            .WithTracing(tracing =>
                tracing
                    .AddAspNetCoreInstrumentation(options => options.Filter = context => context.Request.Path != "/health")
                    .AddHttpClientInstrumentation()
                    .AddProcessor(new SimpleActivityExportProcessor(new Kept(spans)))
            )
            .WithMetrics(metering =>
                metering.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddReader(reader)
            );
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseExceptionHandler(handler => handler.Run(context => context.Response.WriteAsync("broken", Stop)));
        app.MapGet("/things/{id}", (string id) => id);
        app.MapGet("/health", () => "well");
        app.MapGet("/broken", string () => throw new InvalidOperationException("as it should"));
        await app.StartAsync(Stop);
        http = new() { BaseAddress = new(app.Urls.Single()) };
    }

    [Fact]
    public async Task A_request_is_named_by_its_route_and_tagged_and_the_clients_span_is_its_parent()
    {
        Assert.Equal("7", await http.GetStringAsync("/things/7", Stop));

        var server = await SpanAsync(ActivityKind.Server, "/things/7");
        Assert.Equal("GET /things/{id}", server.DisplayName);
        Assert.Equal("/things/{id}", server.GetTagItem("http.route"));
        Assert.Equal("GET", server.GetTagItem("http.request.method"));
        Assert.Equal(200, server.GetTagItem("http.response.status_code"));
        Assert.Equal("127.0.0.1", server.GetTagItem("server.address"));
        Assert.Equal("1.1", server.GetTagItem("network.protocol.version"));
        Assert.Equal(ActivityStatusCode.Unset, server.Status);
        Assert.Contains(
            spans,
            span => span.Kind == ActivityKind.Client && span.TraceId == server.TraceId && span.SpanId == server.ParentSpanId
        );
    }

    [Fact]
    public async Task What_fails_is_told_as_an_error()
    {
        using var answer = await http.GetAsync("/broken", Stop);
        Assert.Equal(500, (int)answer.StatusCode);
        var server = await SpanAsync(ActivityKind.Server, "/broken");
        Assert.Equal(ActivityStatusCode.Error, server.Status);
        Assert.Equal(500, server.GetTagItem("http.response.status_code"));
    }

    [Fact]
    public async Task What_is_filtered_out_is_not_told_of()
    {
        await http.GetStringAsync("/health", Stop);
        await http.GetStringAsync("/things/8", Stop);
        await SpanAsync(ActivityKind.Server, "/things/8");
        Assert.DoesNotContain(spans, span => span.Kind == ActivityKind.Server && span.GetTagItem("url.path") is "/health");
    }

    [Fact]
    public async Task Server_client_and_runtime_are_measured()
    {
        await http.GetStringAsync("/things/9", Stop);
        await SpanAsync(ActivityKind.Server, "/things/9");
        Assert.True(reader.Collect());
        foreach (var name in (string[])["http.server.request.duration", "http.client.request.duration", "dotnet.gc.collections"])
            Assert.Contains(name, metrics);
    }

    /// <summary>A span is told of when it has ended, which may be after its answer was read.</summary>
    async Task<Activity> SpanAsync(ActivityKind kind, string path)
    {
        for (var tries = 0; tries < 200; tries++, await Task.Delay(25, Stop))
            if (spans.FirstOrDefault(span => span.Kind == kind && (string?)span.GetTagItem("url.path") == path) is { } found)
                return found;
        throw new TimeoutException($"No {kind} span of {path}.");
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        reader.Dispose();
    }

    sealed class Kept(ConcurrentQueue<Activity> spans) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
                spans.Enqueue(span);
            return ExportResult.Success;
        }
    }

    sealed class Names(ConcurrentQueue<string> names) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
                names.Enqueue(metric.Name);
            return ExportResult.Success;
        }
    }
}
