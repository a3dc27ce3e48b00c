using System.Net.Sockets;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Discovery;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Calls from one process to another.</summary>
public static class ServiceClients
{
    /// <summary>A page of a hundred long texts; what a service takes is far less.</summary>
    const int MaxAnswer = 16 << 20;

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
            .Services.AddOptions<KnownAddresses>(service)
            .Configure<ServiceDirectory>((addresses, directory) => addresses.Count = directory.Configured(service).Count)
            .Validate(addresses => addresses.Count > 0, ServiceDirectory.Missing(service))
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
        services.AddDirectory();
        services.AddSingleton(new CalledService(service));
        services
            .AddGrpcClient<TClient>(options => options.Address = new Uri($"http://{service}"))
            .ConfigureChannel(channel => channel.MaxReceiveMessageSize = MaxAnswer)
            .ConfigurePrimaryHttpMessageHandler(provider => new Balancer(
                provider.GetRequiredService<ServiceDirectory>(),
                service,
                provider.GetRequiredService<IOptions<CallLimits>>().Value,
                provider.GetRequiredService<TimeProvider>(),
                NewConnections()
            ))
            // Nothing of the defaults for plain HTTP clients: a resilience handler would send writes twice and judge calls by their HTTP
            // status, and the balancer finds its instances itself.
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear())
            // Addresses are picked per call and connections age by themselves, so the factory need not replace the handler.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .AddInterceptor(provider => new CallInterceptor(
                new(service, deadline, asService, Methods.WithoutSideEffects(typeof(TClient))),
                Names.GetServiceName(provider.GetRequiredService<IHostEnvironment>()),
                ServiceToken.Key(provider.GetRequiredService<IOptions<TokensOptions>>().Value),
                provider.GetRequiredService<IHttpContextAccessor>(),
                provider.GetRequiredService<TimeProvider>()
            ));
    }

    internal static void AddDirectory(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(ServiceDirectory)))
            return;
        services.AddSingleton<ServiceDirectory>();
        services.AddSingleton<CallTelemetry>();
        services.AddOptions<CallLimits>().BindConfiguration("Calls").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<BreakerOptions>().BindConfiguration("Breaker").ValidateDataAnnotations().ValidateOnStart();
    }

    internal static SocketsHttpHandler NewConnections() =>
        new()
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            // A peer that died without closing its connection is noticed within this time, not at the next call's deadline.
            KeepAlivePingDelay = TimeSpan.FromSeconds(20),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            // Where one is set, gRPC's own balancing stays away: it would connect to the client's address instead of the one we picked.
            ConnectCallback = ConnectAsync,
        };

    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    sealed class KnownAddresses
    {
        public int Count { get; set; }
    }
}
