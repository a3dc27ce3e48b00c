using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Social.Gateway.Http;

namespace Social.Tests.Gateway.Http;

/// <summary>Whose word about a caller's address and scheme is believed.</summary>
public sealed class ForwardedHeadersTests
{
    [Theory]
    [InlineData(null, "127.0.0.1 http")]
    [InlineData("10.0.0.0/8", "127.0.0.1 http")]
    [InlineData("127.0.0.1", "203.0.113.7 https")]
    [InlineData("127.0.0.0/8", "203.0.113.7 https")]
    public async Task Forwarded_headers_are_believed_from_configured_proxies_only(string? proxy, string seen)
    {
        var stop = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (proxy is not null)
            builder.Configuration.AddInMemoryCollection([new("Proxies:Known:0", proxy)]);
        builder.AddKnownProxies();
        await using var app = builder.Build();
        app.UseKnownProxies();
        app.Run(http => http.Response.WriteAsync($"{http.Connection.RemoteIpAddress} {http.Request.Scheme}", stop));
        await app.StartAsync(stop);

        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        Assert.Equal(seen, await client.GetStringAsync("/", stop));
    }
}
