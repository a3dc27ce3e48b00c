using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>A server of the echo service on a free loopback port, HTTP/2 only.</summary>
sealed class EchoServer : IAsyncDisposable
{
    readonly WebApplication app;

    EchoServer(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());
    public Watched Watched => app.Services.GetRequiredService<Watched>();
    public IServiceProvider Services => app.Services;

    public static async Task<EchoServer> StartAsync(Action<GrpcServiceOptions>? grpc = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton<Watched>();
        builder.Services.AddAuthentication(NameHandler.Scheme).AddScheme<NameOptions, NameHandler>(NameHandler.Scheme, null);
        builder
            .Services.AddAuthorizationBuilder()
            .AddPolicy("class", p => p.RequireAuthenticatedUser())
            .AddPolicy("admin", p => p.RequireUserName("admin"));
        builder.Services.AddGrpc(grpc ?? (_ => { }));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGrpcService<EchoService>();
        await app.StartAsync();
        return new(app);
    }

    public Task StopAsync(CancellationToken now) => app.StopAsync(now);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
