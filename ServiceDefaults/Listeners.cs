using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Social.ServiceDefaults;

static class Listeners
{
    /// <summary>The first address speaks HTTP/1.1 (health, REST), the second HTTP/2 (gRPC), in the order in which the AppHost declares them.</summary>
    public static void AddListeners(this WebApplicationBuilder builder)
    {
        // One cleartext port cannot speak both: without TLS there is nothing to negotiate with, and gRPC starts in HTTP/2 at once.
        var addresses = 0;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = addresses++ == 1 ? HttpProtocols.Http2 : HttpProtocols.Http1);
        });
    }
}
