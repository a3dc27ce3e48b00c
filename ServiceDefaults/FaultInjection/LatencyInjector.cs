using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Diagnostics;

namespace Social.ServiceDefaults.FaultInjection;

/// <summary>Fault injection, to test how callers cope: the section <c>Faults</c>, in development only.</summary>
sealed record FaultInjectionOptions
{
    /// <summary>Latency added to every request.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Delay { get; init; }
}

/// <summary>Adds latency to this process's responses: by <c>Faults:Delay</c>, or from one moment to the next by POST /faults/delay?milliseconds=50.</summary>
sealed class LatencyInjector(IOptions<FaultInjectionOptions> options, TimeProvider clock)
{
    const string Path = "/faults/delay";
    const int MaxDelay = 60_000;

    long ticks = options.Value.Delay.Ticks;

    TimeSpan Delay => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    public static void Add(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            return;
        builder.Services.AddOptions<FaultInjectionOptions>().BindConfiguration("Faults").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<LatencyInjector>();
    }

    /// <summary>Before anything else that takes time.</summary>
    public static void Use(WebApplication app)
    {
        if (app.Services.GetService<LatencyInjector>() is not { } latency)
            return;
        app.Use(latency.WaitAsync);
        // Whoever reaches the gateway is not for that reason one who may slow it down.
        if (Names.GetServiceName(app.Environment) != Names.Gateway)
            app.MapPost(Path, latency.Set).AllowAnonymous();
    }

    async Task WaitAsync(HttpContext http, RequestDelegate next)
    {
        if (Delay is { Ticks: > 0 } delay && !DiagnosticEndpoints.IsDiagnosticEndpoint(http.Request.Path) && http.Request.Path != Path)
            await Task.Delay(delay, clock, http.RequestAborted);
        await next(http);
    }

    Results<NoContent, BadRequest<string>> Set(int milliseconds)
    {
        if (milliseconds is < 0 or > MaxDelay)
            return TypedResults.BadRequest(string.Create(CultureInfo.InvariantCulture, $"milliseconds: from 0 to {MaxDelay}."));
        Interlocked.Exchange(ref ticks, TimeSpan.FromMilliseconds(milliseconds).Ticks);
        return TypedResults.NoContent();
    }
}
