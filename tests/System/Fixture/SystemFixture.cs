using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Social.AppHost.Running;
using Social.Tests.Testing;

namespace Social.Tests.WholeSystem.Fixture;

/// <summary>
/// The whole system, started once for a test assembly by the real AppHost on engines and data of its own. Alice, Bob and Carol live here
/// and follow each other. Everybody's logs are kept in artifacts/system, a file for each resource.
/// </summary>
public sealed class SystemFixture : IAsyncLifetime
{
    /// <summary>Whose device says this and a place in the code has Auth or Profile die there.</summary>
    public const string CrashWord = "crash-test";

    /// <summary>More followers than this, and posts are merged on read; so many posts of a feed Redis keeps. Small, so that tests get there.</summary>
    public const int MergeAbove = 4,
        KeptInRedis = 30;

    /// <summary>So many wrong passwords are free for one name from all addresses: fewer than by default.</summary>
    public const int FreeTries = 20;

    static readonly TimeSpan WaitTimeout = TimeSpan.FromMinutes(4);
    static readonly TimeSpan TurnTimeout = TimeSpan.FromMinutes(30);

    readonly DirectoryInfo data = Directory.CreateTempSubdirectory("social-system-");
    readonly CancellationTokenSource closing = new();
    IDisposable? turn;
    DistributedApplication? app;
    HttpClient? api;
    SystemLogs? logs;

    public DistributedApplication App => app ?? throw new InvalidOperationException("The system has not started.");

    /// <summary>The gateway, without a token.</summary>
    public HttpClient Api => api ?? throw new InvalidOperationException("The system has not started.");

    /// <summary>Where a browser finds the web app.</summary>
    public Uri Web => Api.BaseAddress!;

    /// <summary>The lines by which a process reported an error until everything was healthy.</summary>
    public IReadOnlyList<string> ErrorsAtStart { get; private set; } = [];

    public Person Alice { get; private set; } = null!;
    public Person Bob { get; private set; } = null!;
    public Person Carol { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Two whole systems at once would starve each other on a small machine, and with them their timeouts.
        turn =
            await FileLock.TakeAsync(Path.Combine(Path.GetTempPath(), "social-system.lock"), TurnTimeout)
            ?? throw new TimeoutException($"Another system has been running for {TurnTimeout.TotalMinutes} minutes.");
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>([
            "--Engines=processes",
            "--Dashboard=off",
            $"--Data={data.FullName}",
            $"--RunFile={Path.Combine(data.FullName, "run.json")}",
        ]);
        // SystemLogs keeps what they write; all of it once more on the console only costs time.
        builder.Services.AddLogging(logging =>
            logging.AddFilter("AppHost.Resources", LogLevel.None).AddFilter("System.Net.Http", LogLevel.Warning)
        );
        // The whole system calls from one address.
        var gateway = builder.Resources.OfType<ProjectResource>().Single(r => r.Name == "gateway");
        builder
            .CreateResourceBuilder(gateway)
            .WithEnvironment("Limits__CredentialsPerMinute", "100000")
            .WithEnvironment("Limits__CallsPerSecond", "100000")
            .WithEnvironment("Limits__Burst", "100000")
            .WithEnvironment("Limits__PostsPerMinute", "100000")
            .WithEnvironment("Limits__UploadsPerMinute", "100000")
            .WithEnvironment("Limits__CommentsPerMinute", "100000")
            .WithEnvironment("Limits__FollowsPerMinute", "100000")
            .WithEnvironment("Limits__VotesPerMinute", "100000")
            .WithEnvironment("Limits__SubscriptionsPerMinute", "100000")
            // A test that wants to come from elsewhere says so, as a proxy would.
            .WithEnvironment("Proxies__Known__0", "127.0.0.1")
            .WithEnvironment("Proxies__Known__1", "::1");
        var feed = builder.Resources.OfType<ProjectResource>().Single(r => r.Name == "feed");
        builder
            .CreateResourceBuilder(feed)
            .WithEnvironment("Feed__MergeAbove", MergeAbove.ToString(CultureInfo.InvariantCulture))
            .WithEnvironment("Feed__Kept", KeptInRedis.ToString(CultureInfo.InvariantCulture))
            // Small, so that every test goes through pages and readers without a slot.
            .WithEnvironment("Feed__FanOutBatch", "2")
            .WithEnvironment("Feed__ConcurrentBuilds", "2")
            // A test waits for it.
            .WithEnvironment("Push__CleanupEvery", "00:00:01")
            // No test calls a real push service: nobody listens there.
            .WithEnvironment("https_proxy", "http://127.0.0.1:9");
        var chat = builder.Resources.OfType<ProjectResource>().Single(r => r.Name == "chat");
        builder
            .CreateResourceBuilder(chat)
            .WithEnvironment("Chat__MessagesPerMinute", "100000")
            .WithEnvironment("Chat__RoomMessagesPerMinute", "100000")
            .WithEnvironment("Chat__ChangesPerMinute", "100000")
            // A test waits for it.
            .WithEnvironment("Chat__Heartbeat", "00:00:03");
        var questions = builder.Resources.OfType<ProjectResource>().Single(r => r.Name == "questions");
        // A test waits for it.
        builder.CreateResourceBuilder(questions).WithEnvironment("Questions__StoreViewsEvery", "00:00:00.5");
        var post = builder.Resources.OfType<ProjectResource>().Single(r => r.Name == "post");
        // What is over is removed while a test waits for it.
        builder.CreateResourceBuilder(post).WithEnvironment("Post__SweepEvery", "00:00:02");
        var auth = builder.Resources.OfType<ProjectResource>().Single(r => r.Name == "auth");
        // Every registration that a test breaks off has to wait for it.
        builder
            .CreateResourceBuilder(auth)
            .WithEnvironment("Registration__Reserve", "00:00:06")
            .WithEnvironment("Throttle__FreeTriesOfName", FreeTries.ToString(CultureInfo.InvariantCulture));
        foreach (var mortal in builder.Resources.OfType<ProjectResource>().Where(r => r.Name is "auth" or "profile").ToList())
            builder.CreateResourceBuilder(mortal).WithEnvironment("Faults__CrashFor", CrashWord);
        // A test that restarts one of two instances waits for it.
        foreach (var project in builder.Resources.OfType<ProjectResource>().ToList())
            builder.CreateResourceBuilder(project).WithEnvironment("Registry__Linger", "00:00:01");
        app = await builder.BuildAsync();
        logs = SystemLogs.Follow(app, closing.Token);
        try
        {
            await app.StartAsync(closing.Token);
            foreach (var last in (string[])["auth", "profile", "post", "feed", "cache", "chat", "questions", "gateway"])
                await app.ResourceNotifications.WaitForResourceHealthyAsync(last, closing.Token).WaitAsync(WaitTimeout);
            ErrorsAtStart = logs.Errors();
            api = app.CreateHttpClient("gateway", "http");
            (Alice, Bob, Carol) = (await RegisterAsync("alice"), await RegisterAsync("bob"), await RegisterAsync("carol"));
            Person[] all = [Alice, Bob, Carol];
            foreach (var one in all)
            foreach (var other in all.Except([one]))
                await one.FollowAsync(other.Username);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"The system did not start: {e.Message}\n{logs.Tail()}", e);
        }
    }

    /// <summary>From here on another system may start beside this one.</summary>
    public void ReleaseMachine()
    {
        turn?.Dispose();
        turn = null;
    }

    /// <summary>
    /// The port on which a service's own process listens, for HTTP or for gRPC: the endpoint of its resource may be a proxy before many.
    /// </summary>
    public async Task<int> PortOfAsync(string service, bool grpc = false)
    {
        const string urls = "ASPNETCORE_URLS";
        var now = await App.ResourceNotifications.WaitForResourceAsync(
            service,
            e => e.Snapshot.EnvironmentVariables.Any(variable => variable.Name == urls)
        );
        var all = now.Snapshot.EnvironmentVariables.Single(variable => variable.Name == urls).Value!.Split(';');
        return new Uri(all[grpc ? 1 : 0]).Port;
    }

    /// <summary>
    /// The process of a resource once it is healthy. An engine's process is a resource of its own: <c>redis-server</c>.
    /// </summary>
    public async Task<Process> ProcessOfAsync(string resource)
    {
        Process? process = null;
        // One that has just been started again may be called healthy before its process is known, or by the name of its predecessor.
        await App
            .ResourceNotifications.WaitForResourceAsync(
                resource,
                e => e.Snapshot.HealthStatus == HealthStatus.Healthy && (process = Find(e)) is not null,
                TestContext.Current.CancellationToken
            )
            .WaitAsync(WaitTimeout);
        return process!;

        static Process? Find(ResourceEvent e)
        {
            var id = e.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value;
            try
            {
                return id is null ? null : Process.GetProcessById(Convert.ToInt32(id, CultureInfo.InvariantCulture));
            }
            catch (ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>A new person by that name; where it is taken, with a number behind it.</summary>
    public async Task<Person> RegisterAsync(string name) =>
        await Person.RegisterAsync(Api, name)
        ?? await Person.RegisterAsync(Api, $"{name}{Random.Shared.Next(1_000_000)}")
        ?? throw new InvalidOperationException($"Neither {name} nor a number behind it is free.");

    /// <summary>
    /// Waits until <paramref name="condition"/> holds: for what travels through events. A failed request counts as not yet.
    /// </summary>
    /// <param name="within">10 s if not said.</param>
    public static async Task EventuallyAsync(
        Func<Task<bool>> condition,
        TimeSpan? within = null,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string? what = null
    )
    {
        var patience = within ?? TimeSpan.FromSeconds(10);
        Exception? last = null;
        for (var until = DateTime.UtcNow + patience; ; await Task.Delay(100))
        {
            try
            {
                if (await condition())
                    return;
                last = null;
            }
            catch (HttpRequestException e)
            {
                last = e;
            }
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"Not within {patience.TotalSeconds:F0} s: {what}. Logs are in {SystemLogs.Folder}.", last);
        }
    }

    public async ValueTask DisposeAsync()
    {
        api?.Dispose();
        if (app is not null)
            await app.DisposeAsync();
        await closing.CancelAsync();
        if (logs is not null)
            await logs.DisposeAsync();
        closing.Dispose();
        data.Delete(recursive: true);
        ReleaseMachine();
    }
}
