using System.Reflection;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server
{
    public interface IGrpcServerBuilder
    {
        IServiceCollection Services { get; }
    }

    public class GrpcServiceOptions
    {
        public int? MaxReceiveMessageSize { get; set; } = 4 << 20;
        public bool? EnableDetailedErrors { get; set; }
    }

    sealed class GrpcServerBuilder(IServiceCollection services) : IGrpcServerBuilder
    {
        public IServiceCollection Services => services;
    }

    sealed class HttpContextCall(HttpContext http, DateTime deadline, CancellationToken stop) : ServerCallContext
    {
        public HttpContext Http => http;
        protected override string MethodCore => http.Request.Path.Value!;
        protected override string HostCore => http.Request.Host.Value ?? "";
        protected override string PeerCore => $"ipv4:{http.Connection.RemoteIpAddress}:{http.Connection.RemotePort}";
        protected override DateTime DeadlineCore => deadline;
        protected override Metadata RequestHeadersCore { get; } = Headers(http);
        protected override CancellationToken CancellationTokenCore => stop;
        protected override Metadata ResponseTrailersCore { get; } = [];
        protected override Status StatusCore { get; set; }

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
        {
            foreach (var e in responseHeaders)
                http.Response.Headers.Append(e.Key, e.IsBinary ? Convert.ToBase64String(e.ValueBytes) : e.Value);
            return http.Response.StartAsync(stop);
        }

        static Metadata Headers(HttpContext http)
        {
            Metadata all = [];
            foreach (var (key, value) in http.Request.Headers)
                if (!key.StartsWith(':'))
                    if (key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
                        all.Add(key, Convert.FromBase64String(value.ToString().PadRight((value.ToString().Length + 3) / 4 * 4, '=')));
                    else
                        all.Add(key, value.ToString());
            return all;
        }
    }

    sealed class Reader<T>(HttpContext http, Marshaller<T> marshaller, int max, CancellationToken call) : IAsyncStreamReader<T>
    {
        public T Current { get; private set; } = default!;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            (var any, Current) = await Frames.ReadAsync(
                http.Request.BodyReader,
                marshaller,
                max,
                cancellationToken.CanBeCanceled ? cancellationToken : call
            );
            return any;
        }
    }

    sealed class Writer<T>(HttpContext http, Marshaller<T> marshaller, CancellationToken call) : IServerStreamWriter<T>
    {
        public WriteOptions? WriteOptions { get; set; }

        public async Task WriteAsync(T message) => await http.Response.BodyWriter.WriteAsync(Frames.Encode(marshaller, message), call);
    }

    sealed class Binder<TService>(IEndpointRouteBuilder routes, GrpcServiceOptions options, List<IEndpointConventionBuilder> built)
        : ServiceBinderBase
        where TService : class
    {
        static readonly ObjectFactory<TService> Create = ActivatorUtilities.CreateFactory<TService>([]);

        TDelegate Bind<TDelegate>(TService target, string name, Type[] types)
            where TDelegate : Delegate =>
            typeof(TService).GetMethod(name, BindingFlags.Public | BindingFlags.Instance, types)!.CreateDelegate<TDelegate>(target);

        void Map<TQ, TS>(Method<TQ, TS> m, Func<TService, Reader<TQ>, Writer<TS>, ServerCallContext, Task> run) =>
            built.Add(routes.MapPost(m.FullName, http => RunAsync(http, m, run)).WithDisplayName($"gRPC - {m.FullName}").WithMetadata(m));

        public override void AddMethod<TQ, TS>(Method<TQ, TS> m, UnaryServerMethod<TQ, TS>? h) =>
            Map(
                m,
                async (s, r, w, c) =>
                    await w.WriteAsync(
                        await Bind<UnaryServerMethod<TQ, TS>>(s, m.Name, [typeof(TQ), typeof(ServerCallContext)])(await One(r), c)
                    )
            );

        public override void AddMethod<TQ, TS>(Method<TQ, TS> m, ServerStreamingServerMethod<TQ, TS>? h) =>
            Map(
                m,
                async (s, r, w, c) =>
                    await Bind<ServerStreamingServerMethod<TQ, TS>>(
                        s,
                        m.Name,
                        [typeof(TQ), typeof(IServerStreamWriter<TS>), typeof(ServerCallContext)]
                    )(await One(r), w, c)
            );

        public override void AddMethod<TQ, TS>(Method<TQ, TS> m, ClientStreamingServerMethod<TQ, TS>? h) =>
            Map(
                m,
                async (s, r, w, c) =>
                    await w.WriteAsync(
                        await Bind<ClientStreamingServerMethod<TQ, TS>>(
                            s,
                            m.Name,
                            [typeof(IAsyncStreamReader<TQ>), typeof(ServerCallContext)]
                        )(r, c)
                    )
            );

        public override void AddMethod<TQ, TS>(Method<TQ, TS> m, DuplexStreamingServerMethod<TQ, TS>? h) =>
            Map(
                m,
                (s, r, w, c) =>
                    Bind<DuplexStreamingServerMethod<TQ, TS>>(
                        s,
                        m.Name,
                        [typeof(IAsyncStreamReader<TQ>), typeof(IServerStreamWriter<TS>), typeof(ServerCallContext)]
                    )(r, w, c)
            );

        static async Task<T> One<T>(Reader<T> reader) =>
            await reader.MoveNext(default) ? reader.Current : throw new RpcException(new(StatusCode.Internal, "Incomplete message."));

        async Task RunAsync<TQ, TS>(HttpContext http, Method<TQ, TS> m, Func<TService, Reader<TQ>, Writer<TS>, ServerCallContext, Task> run)
        {
            if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
            {
                http.Response.StatusCode = 415;
                return;
            }
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            var left = Timeout(http.Request.Headers["grpc-timeout"]);
            if (left is { } t)
                stop.CancelAfter(t);
            http.Response.ContentType = "application/grpc";
            if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
                rate.MinDataRate = null;
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = null;
            var context = new HttpContextCall(http, left is { } d ? DateTime.UtcNow + d : DateTime.MaxValue, stop.Token);
            http.Items[typeof(ServerCallContext)] = context;
            var service = http.RequestServices.GetService<TService>();
            var own = service is null;
            service ??= Create(http.RequestServices, []);
            try
            {
                await run(
                    service,
                    new(http, m.RequestMarshaller, options.MaxReceiveMessageSize ?? int.MaxValue, stop.Token),
                    new(http, m.ResponseMarshaller, stop.Token),
                    context
                );
            }
            catch (RpcException e)
            {
                context.Status = e.Status;
                foreach (var x in e.Trailers)
                    context.ResponseTrailers.Add(x);
            }
            catch (Exception e) when (stop.IsCancellationRequested)
            {
                context.Status = new(
                    http.RequestAborted.IsCancellationRequested ? StatusCode.Cancelled : StatusCode.DeadlineExceeded,
                    e is OperationCanceledException ? "" : "Cancelled."
                );
            }
            catch (Exception e)
            {
                http.RequestServices.GetRequiredService<ILogger<TService>>()
                    .LogError(e, "Error when executing service method '{Method}'.", m.Name);
                context.Status = new(
                    StatusCode.Unknown,
                    options.EnableDetailedErrors == true
                        ? $"Exception was thrown by handler. {e.Message}"
                        : "Exception was thrown by handler."
                );
            }
            finally
            {
                if (own)
                {
                    if (service is IAsyncDisposable a)
                        await a.DisposeAsync();
                    else
                        (service as IDisposable)?.Dispose();
                }
            }
            if (http.RequestAborted.IsCancellationRequested)
                return;
            http.Response.AppendTrailer("grpc-status", ((int)context.Status.StatusCode).ToString());
            if (context.Status.Detail is { Length: > 0 } detail)
                http.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(detail));
            foreach (var e in context.ResponseTrailers)
                http.Response.AppendTrailer(e.Key, e.IsBinary ? Convert.ToBase64String(e.ValueBytes) : e.Value);
        }

        static TimeSpan? Timeout(string? text) =>
            text is { Length: > 1 } && long.TryParse(text[..^1], out var n)
                ? text[^1] switch
                {
                    'H' => TimeSpan.FromHours(n),
                    'M' => TimeSpan.FromMinutes(n),
                    'S' => TimeSpan.FromSeconds(n),
                    'm' => TimeSpan.FromMilliseconds(n),
                    'u' => TimeSpan.FromMicroseconds(n),
                    'n' => TimeSpan.FromMicroseconds(n / 1000.0),
                    _ => null,
                }
                : null;
    }
}

namespace Grpc.Core
{
    public static class ServerCallContextExtensions
    {
        public static HttpContext GetHttpContext(this ServerCallContext serverCallContext) =>
            ((AspNetCore.Server.HttpContextCall)serverCallContext).Http;
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class GrpcServicesExtensions
    {
        public static Grpc.AspNetCore.Server.IGrpcServerBuilder AddGrpc(this IServiceCollection services) => services.AddGrpc(_ => { });

        public static Grpc.AspNetCore.Server.IGrpcServerBuilder AddGrpc(
            this IServiceCollection services,
            Action<Grpc.AspNetCore.Server.GrpcServiceOptions> configureOptions
        )
        {
            services.AddRouting();
            services.Configure(configureOptions);
            return new Grpc.AspNetCore.Server.GrpcServerBuilder(services);
        }
    }
}

namespace Microsoft.AspNetCore.Builder
{
    using Grpc.AspNetCore.Server;

    public sealed class GrpcServiceEndpointConventionBuilder(List<IEndpointConventionBuilder> inner) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => inner.ForEach(i => i.Add(convention));

        public void Finally(Action<EndpointBuilder> finallyConvention) => inner.ForEach(i => i.Finally(finallyConvention));
    }

    public static class GrpcEndpointRouteBuilderExtensions
    {
        public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
            where TService : class
        {
            var options = builder.ServiceProvider.GetRequiredService<Microsoft.Extensions.Options.IOptions<GrpcServiceOptions>>().Value;
            var bind =
                typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
                ?? throw new InvalidOperationException($"{typeof(TService)} has no [BindServiceMethod].");
            List<IEndpointConventionBuilder> built = [];
            // Two overloads of BindService exist; the one that takes (ServiceBinderBase, base class) is the binder's.
            bind.BindType.GetMethods(BindingFlags.Public | BindingFlags.Static)
                .Single(m =>
                    m.Name == bind.BindMethodName && m.GetParameters() is [{ ParameterType: var p }, _] && p == typeof(ServiceBinderBase)
                )
                .Invoke(null, [new Binder<TService>(builder, options, built), null]);
            return new(built);
        }
    }
}
