using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

public static class GrpcClientServiceExtensions
{
    public static IHttpClientBuilder AddGrpcClient<TClient>(
        this IServiceCollection services,
        Action<GrpcClientFactoryOptions> configureClient
    )
        where TClient : class => services.AddGrpcClient<TClient>((_, options) => configureClient(options));

    public static IHttpClientBuilder AddGrpcClient<TClient>(
        this IServiceCollection services,
        Action<IServiceProvider, GrpcClientFactoryOptions> configureClient
    )
        where TClient : class => services.AddGrpcClient<TClient>(typeof(TClient).Name, configureClient);

    public static IHttpClientBuilder AddGrpcClient<TClient>(
        this IServiceCollection services,
        string name,
        Action<IServiceProvider, GrpcClientFactoryOptions> configureClient
    )
        where TClient : class
    {
        services.AddOptions<GrpcClientFactoryOptions>(name).Configure<IServiceProvider>((options, sp) => configureClient(sp, options));
        services.TryAddSingleton<Channels>();
        services.AddTransient(sp => sp.GetRequiredService<Channels>().Client<TClient>(name, sp));
        return services
            .AddHttpClient(name)
            .ConfigurePrimaryHttpMessageHandler(GrpcChannel.DefaultHandler)
            // The channel holds the handler for good: connections are renewed within it (PooledConnectionLifetime).
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }
}

public static class GrpcHttpClientBuilderExtensions
{
    public static IHttpClientBuilder ConfigureChannel(
        this IHttpClientBuilder builder,
        Action<IServiceProvider, GrpcChannelOptions> configureChannel
    ) => builder.Configure((options, sp) => options.ChannelOptionsActions.Add(channel => configureChannel(sp, channel)));

    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<GrpcChannelOptions> configureChannel) =>
        builder.Configure((options, _) => options.ChannelOptionsActions.Add(configureChannel));

    public static IHttpClientBuilder AddInterceptor(
        this IHttpClientBuilder builder,
        Func<IServiceProvider, Interceptor> configureInvoker
    ) => builder.AddInterceptor(InterceptorScope.Channel, configureInvoker);

    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder)
        where TInterceptor : Interceptor => builder.AddInterceptor<TInterceptor>(InterceptorScope.Channel);

    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder, InterceptorScope scope)
        where TInterceptor : Interceptor => builder.AddInterceptor(scope, sp => sp.GetRequiredService<TInterceptor>());

    public static IHttpClientBuilder AddInterceptor(
        this IHttpClientBuilder builder,
        InterceptorScope scope,
        Func<IServiceProvider, Interceptor> configureInvoker
    ) => builder.Configure((options, _) => options.InterceptorRegistrations.Add(new(scope, configureInvoker)));

    static IHttpClientBuilder Configure(this IHttpClientBuilder builder, Action<GrpcClientFactoryOptions, IServiceProvider> configure)
    {
        builder.Services.AddOptions<GrpcClientFactoryOptions>(builder.Name).Configure(configure);
        return builder;
    }
}
