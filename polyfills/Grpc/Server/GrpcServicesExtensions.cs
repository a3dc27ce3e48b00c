using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection
{
    public static class GrpcServicesExtensions
    {
        public static IGrpcServerBuilder AddGrpc(this IServiceCollection services)
        {
            services.AddRouting();
            services.AddOptions();
            return new GrpcServerBuilder(services);
        }

        public static IGrpcServerBuilder AddGrpc(this IServiceCollection services, Action<GrpcServiceOptions> configureOptions)
        {
            services.Configure(configureOptions);
            return services.AddGrpc();
        }
    }
}

namespace Microsoft.AspNetCore.Builder
{
    public sealed class GrpcServiceEndpointConventionBuilder : IEndpointConventionBuilder
    {
        readonly List<IEndpointConventionBuilder> endpoints;

        internal GrpcServiceEndpointConventionBuilder(List<IEndpointConventionBuilder> endpoints) => this.endpoints = endpoints;

        public void Add(Action<EndpointBuilder> convention) => endpoints.ForEach(e => e.Add(convention));

        public void Finally(Action<EndpointBuilder> finallyConvention) => endpoints.ForEach(e => e.Finally(finallyConvention));
    }

    public static class GrpcEndpointRouteBuilderExtensions
    {
        public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
            where TService : class
        {
            var services = builder.ServiceProvider;
            var binder = new ServiceBinder<TService>(
                builder,
                services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value,
                services.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler")
            );
            var bind =
                typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
                ?? throw new InvalidOperationException($"{typeof(TService)} does not derive from a generated service.");
            // Generated code has two overloads; this one takes a binder, and null for the service it does not need.
            bind.BindType.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Single(m =>
                    m.Name == bind.BindMethodName && m.GetParameters() is [{ ParameterType: var p }, _] && p == typeof(ServiceBinderBase)
                )
                .Invoke(null, [binder, null]);
            return new(binder.Endpoints);
        }
    }
}
