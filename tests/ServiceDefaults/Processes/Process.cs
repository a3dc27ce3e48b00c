using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.GrpcClients;

namespace Social.Tests.ServiceDefaults.Processes;

/// <summary>A process of the system, in this one: the real listeners, pipeline and clients on free ports.</summary>
sealed class Process(WebApplication app) : IAsyncDisposable
{
    public const string Secret = "a secret that only these tests know, 0123456789";

    public IServiceProvider Services => app.Services;
    public Uri Http { get; } = new(app.Urls.First());
    public Uri Rpc { get; } = new(app.Urls.Last());

    /// <summary>A service with its defaults and one gRPC service.</summary>
    public static Task<Process> ServeAsync<TService>(
        string name,
        Keys keys,
        TService service,
        Action<WebApplicationBuilder>? build = null,
        Action<WebApplication>? use = null,
        IReadOnlyDictionary<string, string?>? settings = null
    )
        where TService : class =>
        StartAsync(
            name,
            keys,
            settings ?? new Dictionary<string, string?>(),
            builder =>
            {
                builder.Services.AddSingleton(service);
                build?.Invoke(builder);
            },
            app =>
            {
                use?.Invoke(app);
                app.UseServiceDefaults();
                app.MapGrpcService<TService>();
            }
        );

    /// <summary>A process that only calls: its client of <paramref name="service"/> goes to these addresses.</summary>
    public static Task<Process> CallAsync<TClient>(string name, string service, Keys keys, params Uri[] addresses)
        where TClient : ClientBase =>
        StartAsync(
            name,
            keys,
            Addresses(service, addresses),
            builder => builder.AddServiceClient<TClient>(service),
            app => app.UseServiceDefaults()
        );

    /// <summary>The same with settings of its own.</summary>
    public static Task<Process> CallAsync<TClient>(
        string name,
        string service,
        Keys keys,
        (string Name, string Value)[] settings,
        params Uri[] addresses
    )
        where TClient : ClientBase =>
        StartAsync(
            name,
            keys,
            Addresses(service, addresses).Concat(settings.Select(s => KeyValuePair.Create<string, string?>(s.Name, s.Value))),
            builder => builder.AddServiceClient<TClient>(service),
            app => app.UseServiceDefaults()
        );

    /// <summary>The same by a clock of the test's.</summary>
    public static Task<Process> CallAsync<TClient>(string name, string service, Keys keys, TimeProvider clock, params Uri[] addresses)
        where TClient : ClientBase =>
        StartAsync(
            name,
            keys,
            Addresses(service, addresses),
            builder =>
            {
                builder.Services.AddSingleton(clock);
                builder.AddServiceClient<TClient>(service);
            },
            app => app.UseServiceDefaults()
        );

    public static IEnumerable<KeyValuePair<string, string?>> Addresses(string service, params Uri[] addresses) =>
        addresses.Select((address, index) => KeyValuePair.Create<string, string?>($"services:{service}:grpc:{index}", address.ToString()));

    static async Task<Process> StartAsync(
        string name,
        Keys keys,
        IEnumerable<KeyValuePair<string, string?>> settings,
        Action<WebApplicationBuilder> build,
        Action<WebApplication> use
    )
    {
        var given = settings.ToDictionary();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ApplicationName = name, EnvironmentName = given.GetValueOrDefault("Environment", "Production")! }
        );
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0");
        builder.Configuration["Tokens:ServiceSecret"] = Secret;
        builder.Configuration.AddInMemoryCollection(given);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton<IKeySource>(keys);
        build(builder);
        var app = builder.Build();
        use(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A channel that adds nothing of ours to a call.</summary>
    public GrpcChannel Bare() =>
        GrpcChannel.ForAddress(Rpc, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { ActivityHeadersPropagator = null } });

    /// <summary>As on being asked to; disposing alone is being killed.</summary>
    public Task StopAsync() => app.StopAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
