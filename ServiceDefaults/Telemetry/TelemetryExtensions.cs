using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Social.ServiceDefaults.Diagnostics;
using Social.ServiceDefaults.GrpcClients;

namespace Social.ServiceDefaults.Telemetry;

static class TelemetryExtensions
{
    const string Events = "Social.Messaging";
    const string Npgsql = "Npgsql";

    // Asked by machines every few seconds, as traces they would bury what people do; and a live line, whose span would be kept in memory for
    // as long as it is open, to say in the end how long that was.
    static readonly string[] Untraced = ["/social.auth.v1.AuthService/GetTrust", "/hubs/live"];

    // UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE and DATA_LOSS: what the conventions call an error of the server.
    static readonly FrozenSet<string> Failures = ["2", "4", "12", "13", "14", "15"];

    /// <summary>Traces, metrics and logs, sent where OTEL_EXPORTER_OTLP_ENDPOINT says; kept to the process when it says nothing.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                // The AppHost names each process by OTEL_SERVICE_NAME; one that was started by hand names itself.
                if (string.IsNullOrEmpty(builder.Configuration["OTEL_SERVICE_NAME"]))
                    resource.AddService(Names.GetServiceName(builder.Environment));
            })
            .WithMetrics(metrics =>
                metrics
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddMeter(builder.Environment.ApplicationName, Npgsql, Events, CallTelemetry.Name)
            )
            .WithTracing(tracing =>
                tracing
                    .SetSampler(new ParentBasedSampler(new NoLonelyCalls()))
                    .AddAspNetCoreInstrumentation(options =>
                    {
                        options.Filter = IsTraced;
                        options.EnrichWithHttpResponse = (span, _) => MarkFailure(span);
                    })
                    .AddHttpClientInstrumentation()
                    .AddSource(builder.Environment.ApplicationName, Npgsql, Events)
            );
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            telemetry.UseOtlpExporter();
    }

    static bool IsTraced(HttpContext http) =>
        !DiagnosticEndpoints.IsDiagnosticEndpoint(http.Request.Path)
        && !Array.Exists(Untraced, known => known.Equals(http.Request.Path.Value, StringComparison.Ordinal));

    /// <summary>A gRPC call that fails is 200 to HTTP: what became of it stands in its status.</summary>
    static void MarkFailure(Activity span)
    {
        if (span.GetTagItem("grpc.status_code") is string code && Failures.Contains(code))
            span.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Traces begin where a request or an event arrives, not with the statement of a loop that looks every 200 ms.</summary>
    sealed class NoLonelyCalls : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind == ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
    }
}
