using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Social.ServiceDefaults;

/// <summary>Calls from one process to another.</summary>
public static class ServiceClients
{
    /// <summary>
    /// A gRPC client of <paramref name="service"/> (a name of <see cref="Names"/>): discovered, balanced, with a deadline on every call.
    /// It passes on the access token of the person whose request is being served, and a service token where there is none.
    /// </summary>
    /// <param name="builder">The process that calls.</param>
    /// <param name="service">The service that is called.</param>
    /// <param name="asService">True: always a service token, as methods marked <see cref="InternalOnlyAttribute"/> demand.</param>
    /// <param name="deadline">Of a call that sets none itself; 5 s (a minute and a half for streams) unless said otherwise.</param>
    public static WebApplicationBuilder AddServiceClient<TClient>(
        this WebApplicationBuilder builder,
        string service,
        bool asService = false,
        TimeSpan? deadline = null
    )
        where TClient : ClientBase
    {
        builder.Services.AddServiceCalls<TClient>(service, asService, deadline);
        // Found out at start, not by the first person who needs it.
        builder
            .Services.AddOptions<HttpClientAddresses>(service)
            .Configure<ServiceDirectory>((addresses, directory) => addresses.Known = directory.Configured(service).Count)
            .Validate(addresses => addresses.Known > 0, ServiceDirectory.Missing(service))
            .ValidateOnStart();
        return builder;
    }

    internal static void AddServiceCalls<TClient>(
        this IServiceCollection services,
        string service,
        bool asService,
        TimeSpan? deadline = null
    )
        where TClient : ClientBase
    {
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServiceDirectory>();
        services
            .AddGrpcClient<TClient>(options => options.Address = new Uri($"http://{service}"))
            .ConfigurePrimaryHttpMessageHandler(provider => new Balancer(
                provider.GetRequiredService<ServiceDirectory>(),
                service,
                NewConnections()
            ))
            // Addresses are picked per call and connections age by themselves, so the factory need not replace the handler.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    static SocketsHttpHandler NewConnections() =>
        new()
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            // A peer that died without a goodbye is noticed within this time, not at the next call's deadline.
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
        };

    sealed class HttpClientAddresses
    {
        public int Known { get; set; }
    }
}
