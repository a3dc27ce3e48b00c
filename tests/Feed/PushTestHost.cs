using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Social.Contracts;
using Social.Feeds.Data;
using Social.Feeds.Notifications;
using Social.Feeds.Push;

namespace Social.Tests.Feed;

/// <summary>A database, a push service, and Feed's worker between them, which sends when a test says so.</summary>
sealed class PushTestHost : IAsyncDisposable
{
    readonly List<IDisposable> owned = [];
    readonly ServiceProvider services;

    PushTestHost(DbContextOptions<FeedDbContext> database, PushServer server)
    {
        (Database, Server) = (database, server);
        services = new ServiceCollection().AddScoped(_ => new FeedDbContext(database)).BuildServiceProvider();
        Options = new()
        {
            PrivateKey = NewKey(),
            Subject = "mailto:tests@social.example",
            Hosts = $"localhost:{server.Port}",
            Pause = TimeSpan.Zero,
            RetryDelay = TimeSpan.FromMilliseconds(10),
        };
    }

    public DbContextOptions<FeedDbContext> Database { get; }

    public PushServer Server { get; }

    public PushOptions Options { get; set; }

    public static async Task<PushTestHost> StartAsync(Postgres postgres) =>
        new(await postgres.NewDatabaseAsync(), await PushServer.StartAsync());

    /// <summary>A worker as an instance of Feed has it.</summary>
    public PushWorker NewWorker()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var settings = new PushSettings(options);
        var sender = new PushSender(Server.NewHandler(), settings, options);
        owned.Add(sender);
        return new(
            services.GetRequiredService<IServiceScopeFactory>(),
            settings,
            new PushComposer(new People()),
            sender,
            options,
            NullLogger<PushWorker>.Instance
        );
    }

    /// <summary>Sends what is due.</summary>
    /// <returns>How many messages were.</returns>
    public Task<int> SendAsync() => NewWorker().SendAsync(TestContext.Current.CancellationToken);

    public string PublicKey => VapidKeys.TryParse(Options.PrivateKey, out var keys) ? keys.Public : "";

    /// <summary>Somebody's browser, subscribed.</summary>
    public async Task<Browser> SubscribeAsync(Guid person, string path = "/send/1", Guid? session = null)
    {
        var browser = new Browser();
        owned.Add(browser);
        await QueryAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                insert into push_subscriptions (id, person_id, session_id, endpoint, p256dh, auth, created_at, confirmed_at)
                values ({Guid.NewGuid()}, {person}, {session ?? Guid.NewGuid()}, {Server.Origin
                    + path}, {browser.P256dh}, {browser.Auth}, now(), now())
                """
            )
        );
        return browser;
    }

    /// <summary>Somebody likes a post of another person.</summary>
    public Task LikeAsync(Guid recipient, Guid actor, Guid post, DateTimeOffset? at = null) =>
        QueryAsync(async db =>
        {
            await db.NotifyAsync(
                Kinds.Like,
                [new(recipient, actor, post, recipient, post, at ?? DateTimeOffset.UtcNow)],
                TestContext.Current.CancellationToken
            );
            return 0;
        });

    public Task<int> PendingAsync() => QueryAsync(db => db.PushDeliveries.CountAsync(d => d.DueAt != null));

    public Task<int> SubscriptionsAsync() => QueryAsync(db => db.PushSubscriptions.CountAsync());

    public async Task<T> QueryAsync<T>(Func<FeedDbContext, Task<T>> ask)
    {
        await using var db = new FeedDbContext(Database);
        return await ask(db);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in owned)
            one.Dispose();
        await Server.DisposeAsync();
        await services.DisposeAsync();
    }

    static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return System.Buffers.Text.Base64Url.EncodeToString(key.ExportParameters(includePrivateParameters: true).D);
    }

    /// <summary>Stands for Profile: everybody is there, and called Ada.</summary>
    sealed class People : ProfileService.ProfileServiceClient
    {
        public override AsyncUnaryCall<ProfileList> GetProfilesAsync(
            GetProfilesRequest request,
            Metadata? headers = null,
            DateTime? deadline = null,
            CancellationToken cancellationToken = default
        ) =>
            new(
                Task.FromResult(
                    new ProfileList
                    {
                        Profiles =
                        {
                            request.UserIds.Select(id => new ProfileView
                            {
                                Id = id,
                                DisplayName = "Ada",
                                Username = "ada",
                            }),
                        },
                    }
                ),
                Task.FromResult(new Metadata()),
                () => Status.DefaultSuccess,
                () => [],
                () => { }
            );
    }
}
