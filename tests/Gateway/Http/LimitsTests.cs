using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Social.Gateway.Http;
using Social.ServiceDefaults.Authentication;

namespace Social.Tests.Gateway.Http;

/// <summary>What one caller may have, and that the others keep theirs.</summary>
public sealed class LimitsTests : IAsyncLifetime
{
    const string Here = "203.0.113.1";

    readonly TaskCompletionSource uploads = new(TaskCreationOptions.RunContinuationsAsynchronously);
    WebApplication app = null!;
    HttpClient client = null!;
    int uploading;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([
            new("Limits:CredentialsPerMinute", "3"),
            new("Limits:PostsPerMinute", "5"),
            new("Limits:UploadsPerMinute", "3"),
            new("Limits:Uploads", "1"),
            new("Limits:CallsAtOnce", "2"),
            new("Limits:ConcurrencyLimit", "3"),
            new("Limits:UploadConcurrencyLimit", "2"),
            new("Limits:Images", "1"),
            new("Limits:ImageConcurrencyLimit", "2"),
        ]);
        builder.AddLimits();
        app = builder.Build();
        // Who calls, and from where, as a test says.
        app.Use(
            (http, next) =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(http.Request.Headers["address"].ToString());
                if (http.Request.Headers["person"].ToString() is { Length: > 0 } person)
                    http.User = new(new ClaimsIdentity([new(Caller.Subject, person)], "test"));
                return next(http);
            }
        );
        app.UseRouting();
        app.UseLimits();
        app.MapPost("/credentials", () => Results.Ok()).RequireRateLimiting(Limits.Credentials);
        app.MapPost(
                "/posts",
                async (HttpRequest request) =>
                {
                    if (!request.HasJsonContentType())
                        await HoldAsync();
                }
            )
            .RequireRateLimiting(Limits.Post);
        app.MapPost("/messages", () => Results.Ok()).RequireRateLimiting(Limits.Message);
        app.MapPost("/slow", HoldAsync).RequireRateLimiting(Limits.General);
        app.MapPost("/calls", () => Results.Ok()).RequireRateLimiting(Limits.General);
        app.MapPost("/media", HoldAsync).RequireRateLimiting(Limits.Images);
        app.MapPost("/images", () => Results.Ok()).RequireRateLimiting(Limits.Upload);
        await app.StartAsync(Stop);
        client = new() { BaseAddress = new(app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        uploads.TrySetResult();
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Credentials_are_limited_by_address_whoever_sends_them()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await CredentialsAsync(Here, $"person {i}"));

        Assert.Equal(HttpStatusCode.TooManyRequests, await CredentialsAsync(Here, "another"));
        Assert.Equal(HttpStatusCode.OK, await CredentialsAsync("203.0.113.2", "another"));
    }

    [Fact]
    public async Task Credentials_are_limited_by_person_wherever_they_come_from()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await CredentialsAsync($"203.0.113.{i}", "person"));

        Assert.Equal(HttpStatusCode.TooManyRequests, await CredentialsAsync("203.0.113.9", "person"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Images_and_credentials_of_an_address_count_apart_whichever_come_first(bool credentialsFirst)
    {
        uploads.SetResult();
        if (credentialsFirst)
            Assert.Equal(HttpStatusCode.OK, await CredentialsAsync(Here));
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, await SendAsync("/media", Here, null, null));
        for (var i = credentialsFirst ? 1 : 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await CredentialsAsync(Here));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CredentialsAsync(Here));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Calls_and_credentials_of_a_person_count_apart_whichever_come_first(bool credentialsFirst)
    {
        if (credentialsFirst)
            Assert.Equal(HttpStatusCode.OK, await CredentialsAsync("203.0.113.0", "person"));
        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, await SendAsync("/messages", Here, "person", "application/json"));
        for (var i = credentialsFirst ? 1 : 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await CredentialsAsync($"203.0.113.{i}", "person"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await CredentialsAsync("203.0.113.9", "person"));
    }

    [Fact]
    public async Task All_addresses_of_one_IPv6_subnet_count_as_one()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await CredentialsAsync($"2001:db8::{i}"));

        Assert.Equal(HttpStatusCode.TooManyRequests, await CredentialsAsync("2001:db8::ffff:9"));
        Assert.Equal(HttpStatusCode.OK, await CredentialsAsync("2001:db8:0:1::9"));
    }

    [Fact]
    public async Task One_persons_waiting_uploads_hold_no_place_of_others()
    {
        var first = Enumerable.Range(0, 4).Select(_ => PostAsync("first", "image/png")).ToList();
        await UntilAsync(1);

        var second = PostAsync("second", "image/png");
        await UntilAsync(2);

        // Text alone is no upload.
        Assert.Equal(HttpStatusCode.OK, await PostAsync("third", "application/json"));
        uploads.SetResult();
        Assert.All(await Task.WhenAll([.. first, second]), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task One_addresss_waiting_images_hold_no_place_of_others()
    {
        var first = Enumerable.Range(0, 4).Select(_ => SendAsync("/media", Here, null, null)).ToList();
        await UntilAsync(1);

        var second = SendAsync("/media", "203.0.113.2", null, null);
        await UntilAsync(2);

        uploads.SetResult();
        Assert.All(await Task.WhenAll([.. first, second]), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task One_callers_slow_calls_leave_places_to_the_others_and_none_is_refused()
    {
        var slow = Enumerable.Range(0, 30).Select(_ => SendAsync("/slow", Here, "first", null)).ToList();
        await UntilAsync(2);

        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, await SendAsync("/calls", Here, "second", null).WaitAsync(TimeSpan.FromSeconds(20), Stop));

        Assert.Equal(2, Volatile.Read(ref uploading));
        uploads.SetResult();
        Assert.All(await Task.WhenAll(slow), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task Posting_has_a_rate_of_its_own()
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, await PostAsync("person", "application/json"));

        Assert.Equal(HttpStatusCode.TooManyRequests, await PostAsync("person", "application/json"));
        Assert.Equal(HttpStatusCode.OK, await CredentialsAsync(Here, "person"));
    }

    [Fact]
    public async Task Messages_with_images_count_as_uploads_and_those_of_text_alone_do_not()
    {
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.OK, await SendAsync("/messages", Here, "person", "application/json"));
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, await SendAsync(i == 0 ? "/images" : "/messages", Here, "person", "multipart/form-data"));

        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync("/messages", Here, "person", "multipart/form-data"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync("/images", Here, "person", "multipart/form-data"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync("/messages", Here, "person", "application/json"));
    }

    Task<HttpStatusCode> CredentialsAsync(string address, string? person = null) => SendAsync("/credentials", address, person, null);

    Task<HttpStatusCode> PostAsync(string person, string type) => SendAsync("/posts", Here, person, type);

    async Task<HttpStatusCode> SendAsync(string path, string address, string? person, string? type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("address", address);
        if (person is not null)
            request.Headers.Add("person", person);
        if (type is not null)
            request.Content = new StringContent("{}", Encoding.UTF8, type);
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    /// <summary>Takes as long as the test wants.</summary>
    async Task HoldAsync()
    {
        Interlocked.Increment(ref uploading);
        await uploads.Task;
    }

    /// <summary>Until so many uploads and images are served at once.</summary>
    async Task UntilAsync(int count)
    {
        while (Volatile.Read(ref uploading) < count)
            await Task.Delay(20, Stop);
    }
}
