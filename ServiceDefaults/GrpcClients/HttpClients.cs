using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Social.ServiceDefaults.GrpcClients;

static class HttpClients
{
    /// <summary>
    /// Every plain HTTP client of the process: service discovery and the standard resilience handler, as the templates have it. gRPC
    /// clients have neither (<see cref="ServiceClients"/>).
    /// </summary>
    public static void AddHttpClientDefaults(this WebApplicationBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            // A write may have been carried out though its response was lost.
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
    }
}
