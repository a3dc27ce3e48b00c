using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Inspection;

namespace Social.ServiceDefaults;

/// <summary>Faults that one asks for, to see how everybody else bears them: the section <c>Faults</c>, in development only.</summary>
sealed record FaultOptions
{
    /// <summary>How much longer than it has to this process takes for each call.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Delay { get; init; }
}

/// <summary>Has this process answer late: by <c>Faults:Delay</c>, or from one moment to the next by POST /faults/delay?milliseconds=50.</summary>
sealed class Slowness(IOptions<FaultOptions> options)
{
    const string Path = "/faults/delay";
    const int Longest = 60_000;

    long ticks = options.Value.Delay.Ticks;

    TimeSpan Delay => TimeSpan.FromTicks(Interlocked.Read(ref ticks));

    public static void Add(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            return;
        builder.Services.AddOptions<FaultOptions>().BindConfiguration("Faults").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Slowness>();
    }

    /// <summary>Before anything else that takes time.</summary>
    public static void Use(WebApplication app)
    {
        if (app.Services.GetService<Slowness>() is not { } slowness)
            return;
        app.Use(slowness.WaitAsync);
        // Whoever reaches the gateway is not for that reason one who may slow it down.
        if (Names.Of(app.Environment) != Names.Gateway)
            app.MapPost(Path, slowness.Set).AllowAnonymous();
    }

    async Task WaitAsync(HttpContext http, RequestDelegate next)
    {
        if (Delay is { Ticks: > 0 } delay && !Inspections.IsOne(http.Request.Path) && http.Request.Path != Path)
            await Task.Delay(delay, http.RequestAborted);
        await next(http);
    }

    Results<NoContent, BadRequest<string>> Set(int milliseconds)
    {
        if (milliseconds is < 0 or > Longest)
            return TypedResults.BadRequest(string.Create(CultureInfo.InvariantCulture, $"milliseconds: from 0 to {Longest}."));
        Interlocked.Exchange(ref ticks, TimeSpan.FromMilliseconds(milliseconds).Ticks);
        return TypedResults.NoContent();
    }
}
