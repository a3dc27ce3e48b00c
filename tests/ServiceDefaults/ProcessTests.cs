using System.Diagnostics;
using System.Net;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.GrpcClients;
using Social.Tests.ServiceDefaults.Processes;
using Process = Social.Tests.ServiceDefaults.Processes.Process;

namespace Social.Tests.ServiceDefaults;

public sealed class ProcessTests : IDisposable
{
    readonly Keys keys = new();

    public void Dispose() => keys.Dispose();

    [Theory]
    [InlineData(HealthStatus.Healthy, HttpStatusCode.OK)]
    [InlineData(HealthStatus.Degraded, HttpStatusCode.OK)]
    [InlineData(HealthStatus.Unhealthy, HttpStatusCode.ServiceUnavailable)]
    public async Task Readiness_is_what_the_checks_say_and_liveness_is_not(HealthStatus status, HttpStatusCode expected)
    {
        await using var process = await Process.ServeAsync(
            "Post",
            keys,
            new Posts(),
            builder => builder.Services.AddHealthChecks().AddCheck("part", () => new(status, "Host=10.0.0.1;Password=x"))
        );
        using var http = new HttpClient { BaseAddress = process.Http };
        var health = await http.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(expected, health.StatusCode);
        Assert.DoesNotContain("Password", await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_service_without_its_database_is_alive_and_not_ready()
    {
        await using var process = await Process.ServeAsync(
            "Post",
            keys,
            new Posts(),
            builder => builder.AddDatabase<TestDbContext>(Names.PostDb),
            settings: new Dictionary<string, string?>
            {
                ["ConnectionStrings:postdb"] = "Host=127.0.0.1;Port=1;Username=x;Password=secret;Timeout=2",
            }
        );
        using var http = new HttpClient { BaseAddress = process.Http };
        var health = await http.GetAsync("/health", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(
            """{"status":"Unhealthy","checks":{"self":"Healthy","postdb":"Unhealthy"}}""",
            await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive", TestContext.Current.CancellationToken)).StatusCode);
    }

    sealed class TestDbContext(DbContextOptions<TestDbContext> options) : DbContext(options);

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    public void A_missing_or_weak_secret_is_one_clear_sentence_at_start(string secret)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Tokens:ServiceSecret"] = secret;
        builder.AddServiceDefaults();
        var wrong = Assert.ThrowsAny<OptionsValidationException>(builder.Build().Services.GetRequiredService<IStartupValidator>().Validate);
        Assert.StartsWith("Tokens:ServiceSecret must be set", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_connection_string_is_named_at_start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Tokens:ServiceSecret"] = Process.Secret;
        builder.AddServiceDefaults();
        builder.AddDatabase<TestDbContext>(Names.PostDb);
        var wrong = Assert.ThrowsAny<OptionsValidationException>(builder.Build().Services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains("ConnectionStrings__postdb", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_whose_address_is_missing_is_named_at_start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["Tokens:ServiceSecret"] = Process.Secret;
        builder.AddServiceDefaults();
        builder.AddServiceClient<PostService.PostServiceClient>(Names.Post);
        var wrong = Assert.ThrowsAny<OptionsValidationException>(builder.Build().Services.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains("services__post__grpc__0", Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_do_is_traced_and_what_machines_ask_is_not()
    {
        var sent = new StringBuilder();
        await using var collector = await CollectAsync(sent);
        await using (
            var process = await Process.ServeAsync(
                "Post",
                keys,
                new Posts { Act = _ => throw new InvalidOperationException("for the log") },
                settings: new Dictionary<string, string?>
                {
                    ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
                    ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                }
            )
        )
        {
            using var http = new HttpClient { BaseAddress = process.Http };
            await http.GetAsync("/health", TestContext.Current.CancellationToken);
            await FailAsync(process);
        }
        // Disposing sends what is left.
        var all = sent.ToString();
        Assert.Contains("POST /social.post.v1.PostService/GetPosts", all, StringComparison.Ordinal);
        Assert.Contains("/social.post.v1.PostService/GetPosts failed", all, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", all, StringComparison.Ordinal);
        Assert.DoesNotContain("GET /health", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fault.NotFound, ActivityStatusCode.Unset)]
    [InlineData(Fault.Unavailable, ActivityStatusCode.Error)]
    public async Task A_gRPC_call_that_fails_is_an_error_in_its_trace_and_a_refusal_is_none(Fault fault, ActivityStatusCode expected)
    {
        await using var process = await Process.ServeAsync("Post", keys, new Posts { Act = _ => throw new FaultException(fault, "No.") });
        var ended = await FailAsync(process);
        Assert.Equal(expected, ended.Status);
    }

    /// <summary>
    /// A call that fails, and the span of it that the service ended. The caller has its answer before the span ends; this listener is asked
    /// after those of the process, which have taken the span by then.
    /// </summary>
    async Task<Activity> FailAsync(Process process)
    {
        var served = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        var trace = ActivityTraceId.CreateRandom();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                    served.SetResult(span);
            },
        };
        ActivitySource.AddActivityListener(spans);
        using var channel = process.Bare();
        var headers = new Metadata
        {
            { "authorization", $"Bearer {keys.Token(Guid.NewGuid(), Guid.NewGuid())}" },
            { "traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" },
        };
        await Assert.ThrowsAsync<RpcException>(async () => await new PostService.PostServiceClient(channel).GetPostsAsync(new(), headers));
        return await served.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    static async Task<WebApplication> CollectAsync(StringBuilder sent)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost(
            "/v1/{signal}",
            async (HttpContext http) =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body, http.RequestAborted);
                lock (sent)
                    sent.Append(Encoding.Latin1.GetString(body.ToArray()));
            }
        );
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
