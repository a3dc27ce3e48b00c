using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace OpenTelemetry.Instrumentation.AspNetCore
{
    public class AspNetCoreTraceInstrumentationOptions
    {
        /// <summary>False: the request is not traced. Null: all are.</summary>
        public Func<HttpContext, bool>? Filter { get; set; }
    }
}

namespace OpenTelemetry.Trace
{
    public static class AspNetCoreInstrumentationTracerProviderBuilderExtensions
    {
        /// <summary>The framework's own spans, with the tags that it leaves out.</summary>
        public static TracerProviderBuilder AddAspNetCoreInstrumentation(
            this TracerProviderBuilder builder,
            Action<AspNetCoreTraceInstrumentationOptions>? configureAspNetCoreTraceInstrumentationOptions = null
        )
        {
            var options = new AspNetCoreTraceInstrumentationOptions();
            configureAspNetCoreTraceInstrumentationOptions?.Invoke(options);
            return builder
                .ConfigureServices(services => services.AddSingleton<IStartupFilter>(new ServerSpans(options)))
                .AddSource("Microsoft.AspNetCore");
        }
    }

    public static class HttpClientInstrumentationTracerProviderBuilderExtensions
    {
        public static TracerProviderBuilder AddHttpClientInstrumentation(this TracerProviderBuilder builder) =>
            builder.AddSource("System.Net.Http");
    }
}

namespace OpenTelemetry.Metrics
{
    public static class AspNetCoreInstrumentationMeterProviderBuilderExtensions
    {
        public static MeterProviderBuilder AddAspNetCoreInstrumentation(this MeterProviderBuilder builder) =>
            builder.AddMeter(
                "Microsoft.AspNetCore.Hosting",
                "Microsoft.AspNetCore.Server.Kestrel",
                "Microsoft.AspNetCore.Http.Connections",
                "Microsoft.AspNetCore.Routing",
                "Microsoft.AspNetCore.Diagnostics",
                "Microsoft.AspNetCore.RateLimiting"
            );
    }

    public static class HttpClientInstrumentationMeterProviderBuilderExtensions
    {
        public static MeterProviderBuilder AddHttpClientInstrumentation(this MeterProviderBuilder builder) =>
            builder.AddMeter("System.Net.Http", "System.Net.NameResolution");
    }

    public static class RuntimeInstrumentationMeterProviderBuilderExtensions
    {
        public static MeterProviderBuilder AddRuntimeInstrumentation(this MeterProviderBuilder builder) =>
            builder.AddMeter("System.Runtime");
    }
}
