using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Social.Tests.Polyfills.Hosting;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task A_service_is_told_where_it_listens_and_where_everything_it_references_is()
    {
        await using var builder = Town.New();
        builder.Configuration["Parameters:token"] = "s3cret";
        var token = builder.AddParameter("token", secret: true);
        var other = builder.AddScript("other", "echo $OTHER_PORT; sleep 1000").WithEndpoint(scheme: "tcp", name: "tcp", env: "OTHER_PORT");
        var tcp = other.GetEndpoint("tcp");
        var store = builder.AddConnectionString(
            "store",
            ReferenceExpression.Create(
                $"Host={tcp.Property(EndpointProperty.Host)};Port={tcp.Property(EndpointProperty.Port)};Password={token}"
            )
        );
        var callee = builder.AddService("callee").WithReplicas(2);
        builder
            .AddService("caller")
            .WithHttpEndpoint(name: "grpc")
            .WithEndpoint("grpc", e => e.Transport = "http2")
            .WithReference(store)
            .WithReference(callee)
            .WithEnvironment("PLAIN", "text")
            .WithEnvironment("MADE", $"{{{tcp.Property(EndpointProperty.HostAndPort)}}}")
            .WithEnvironment("TOKEN", token)
            .WithEnvironment("URL", callee.GetEndpoint("http"))
            .WithEnvironment(c => c.EnvironmentVariables["LATER"] = c.ExecutionContext.IsRunMode ? "run" : "publish");
        await using var app = await builder.StartedAsync();
        await app.Healthy("caller");

        var environment = await app.EnvironmentOf("caller");
        var http = app.GetEndpoint("caller").ToString().TrimEnd('/');
        var grpc = app.GetEndpoint("caller", "grpc").ToString().TrimEnd('/');
        Assert.Equal($"{http};{grpc}", environment["ASPNETCORE_URLS"]);
        // The AppHost's own is not its children's, as with the real one.
        Assert.Null(environment.GetValueOrDefault("DOTNET_ENVIRONMENT"));
        Assert.Equal("caller", environment["OTEL_SERVICE_NAME"]);
        Assert.StartsWith("service.instance.id=", environment["OTEL_RESOURCE_ATTRIBUTES"], StringComparison.Ordinal);
        Assert.Equal(await app.GetConnectionStringAsync("store"), environment["ConnectionStrings__store"]);
        Assert.EndsWith(";Password=s3cret", environment["ConnectionStrings__store"], StringComparison.Ordinal);
        Assert.Equal(app.GetEndpoint("callee").ToString().TrimEnd('/'), environment["services__callee__http__0"]);
        Assert.NotEqual(environment["services__callee__http__0"], environment["services__callee__http__1"]);
        Assert.Equal("text", environment["PLAIN"]);
        Assert.Equal($"{{{tcp.Host}:{tcp.Port}}}", environment["MADE"]);
        Assert.Equal("s3cret", environment["TOKEN"]);
        Assert.Equal(environment["services__callee__http__0"], environment["URL"]);
        Assert.Equal("run", environment["LATER"]);
        Assert.Equal($"{tcp.Port}", await app.Line("other", _ => true));
        using var client = app.CreateHttpClient("caller");
        Assert.Equal(Projects.SampleHost.ProjectPath, await client.GetStringAsync("/directory", Town.Soon));
    }

    [Fact]
    public async Task Every_replica_answers_at_an_address_of_its_own()
    {
        await using var builder = Town.New();
        var web = builder.AddService("web").WithReplicas(2);
        builder.AddScript("caller", "env; sleep 1000").WithReference(web).WaitFor(web);
        await using var app = await builder.StartedAsync();

        using var http = new HttpClient();
        HashSet<string> processes = [];
        foreach (var replica in (int[])[0, 1])
        {
            var line = await app.Line("caller", l => l.Contains($"services__web__http__{replica}=", StringComparison.Ordinal));
            processes.Add(await http.GetStringAsync($"{line.Split('=')[1]}/process", Town.Soon));
        }
        Assert.Equal(2, processes.Count);
    }

    [Fact]
    public async Task A_missing_parameter_is_named_and_nothing_starts_without_it()
    {
        await using var builder = Town.New();
        builder.AddScript("needy", "sleep 1000").WithEnvironment("KEY", builder.AddParameter("key"));
        await using var app = await builder.StartedAsync();
        await app.State("needy", KnownResourceStates.FailedToStart);
        Assert.Contains("Parameters:key", await app.Line("needy", _ => true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_says_what_it_needs()
    {
        await using var builder = Town.New();
        builder.AddPostgres("postgres").WithDataVolume().AddDatabase("db");
        var app = await builder.BuildAsync(Town.Soon);
        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync(Town.Soon));
        Assert.Contains("'postgres' is a container", refusal.Message, StringComparison.Ordinal);
    }
}
