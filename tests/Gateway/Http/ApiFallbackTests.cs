using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Social.Gateway.Http;

namespace Social.Tests.Gateway.Http;

public sealed class ApiFallbackTests : IAsyncLifetime
{
    const string Id = "019345d2-0000-7000-8000-000000000000";

    WebApplication? app;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPut("/api/things/{id:guid}/vote", (Guid id, Vote vote) => $"{id} {vote.Value}");
        app.MapApiFallback();
        await app.StartAsync();
    }

    [Theory]
    [InlineData("PUT", Id, "application/json", HttpStatusCode.OK)]
    [InlineData("PUT", Id, "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("PATCH", Id, "application/json", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "none", "application/json", HttpStatusCode.NotFound)]
    [InlineData("PUT", "none", "text/plain", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "none", "application/json", HttpStatusCode.NotFound)]
    public async Task An_id_that_is_none_is_nowhere_whatever_is_sent_to_it(string method, string id, string type, HttpStatusCode status)
    {
        using var client = new HttpClient { BaseAddress = new(app!.Urls.First()) };
        using var request = new HttpRequestMessage(new(method), $"/api/things/{id}/vote");
        request.Content = new StringContent("""{"value":1}""", null, type);
        using var answer = await client.SendAsync(request);
        Assert.Equal(status, answer.StatusCode);
    }

    public ValueTask DisposeAsync() => app!.DisposeAsync();

    sealed record Vote(int Value);
}
