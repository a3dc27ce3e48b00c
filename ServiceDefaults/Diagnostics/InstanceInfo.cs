using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Social.ServiceDefaults.Diagnostics;

/// <summary>This process: which start of it this is, what it was built from, and what it is doing.</summary>
sealed class InstanceInfo(TimeProvider clock)
{
    int load;
    long served;

    /// <summary>Another one after each start.</summary>
    public string Id { get; } = Guid.CreateVersion7().ToString();

    public string Version { get; } =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    /// <summary>Requests in flight, without those for diagnostics.</summary>
    public int Load => Volatile.Read(ref load);

    /// <summary>Requests since the start, without those for diagnostics.</summary>
    public long Served => Interlocked.Read(ref served);

    public async Task CountAsync(HttpContext http, RequestDelegate next)
    {
        if (DiagnosticEndpoints.IsDiagnosticEndpoint(http.Request.Path))
        {
            await next(http);
            return;
        }
        Interlocked.Increment(ref load);
        Interlocked.Increment(ref served);
        try
        {
            await next(http);
        }
        finally
        {
            Interlocked.Decrement(ref load);
        }
    }
}
