using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Social.Gateway.Http;

namespace Social.Tests.Gateway.Http;

public sealed class SpaFilesTests : IAsyncLifetime
{
    const string Script = "console.log('a script')";

    readonly DirectoryInfo root = Directory.CreateTempSubdirectory("social-files-");
    WebApplication? app;

    public async ValueTask InitializeAsync()
    {
        var assets = root.CreateSubdirectory("assets");
        foreach (var name in (string[])["both-1.js", "plain-1.js"])
            await File.WriteAllTextAsync(Path.Combine(assets.FullName, name), Script);
        await using (var file = File.Create(Path.Combine(assets.FullName, "both-1.js.br")))
        await using (var brotli = new BrotliStream(file, CompressionLevel.SmallestSize))
            await brotli.WriteAsync(Encoding.UTF8.GetBytes(Script));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { WebRootPath = root.FullName });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "index.html"), "<title>Social</title>");
        foreach (var name in (string[])["sw.js", "manifest.webmanifest"])
            await File.WriteAllTextAsync(Path.Combine(root.FullName, name), Script);
        builder.AddSpaFiles();
        app = builder.Build();
        app.UseSpaFiles();
        app.MapSpaFallback();
        await app.StartAsync();
    }

    [Theory]
    [InlineData("both-1.js", "gzip, br", "br")]
    [InlineData("both-1.js", "br;q=0, gzip", "gzip")]
    [InlineData("both-1.js", "", null)]
    [InlineData("plain-1.js", "gzip", "gzip")]
    public async Task A_browser_gets_the_compressed_file_if_it_takes_it(string name, string accepted, string? encoding)
    {
        using var answer = await AskAsync(name, accepted);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(Script, await TextAsync(answer));
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl?.ToString());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/sw.js", "text/javascript")]
    [InlineData("/manifest.webmanifest", "application/manifest+json")]
    [InlineData("/settings", "text/html")]
    public async Task A_file_whose_name_does_not_change_is_asked_for_each_time(string path, string type)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app!.Urls.Single()) };
        using var answer = await client.GetAsync(path);

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/questions/tagged/asp.net", HttpStatusCode.OK)]
    [InlineData("/questions/tagged/.net", HttpStatusCode.OK)]
    [InlineData("/@ada.l", HttpStatusCode.OK)]
    [InlineData("/settings", HttpStatusCode.OK)]
    [InlineData("/no-such-file.js", HttpStatusCode.NotFound)]
    public async Task An_address_of_a_page_is_answered_with_the_app_also_with_a_dot(string path, HttpStatusCode status)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app!.Urls.Single()) };
        using var answer = await client.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        root.Delete(recursive: true);
    }

    async Task<HttpResponseMessage> AskAsync(string name, string accepted)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(app!.Urls.Single()), "/assets/" + name));
        if (accepted.Length > 0)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return await client.SendAsync(request);
    }

    static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        await using var body = await answer.Content.ReadAsStreamAsync();
        await using Stream plain = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync();
    }
}
