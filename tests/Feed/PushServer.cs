using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Social.Feeds.Push;

namespace Social.Tests.Feed;

/// <summary>What a push service was sent.</summary>
sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>A push service on this machine, over TLS with a certificate of its own.</summary>
sealed class PushServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly X509Certificate2 certificate;

    PushServer(WebApplication app, X509Certificate2 certificate) => (this.app, this.certificate) = (app, certificate);

    public ConcurrentQueue<Received> Received { get; } = new();

    /// <summary>How it answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = CreatedAsync;

    public int Port { get; private set; }

    public string Origin => $"https://localhost:{Port}";

    public static async Task<PushServer> StartAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var server = new PushServer(builder.Build(), certificate);
        server.app.Run(server.TakeAsync);
        await server.app.StartAsync();
        server.Port = new Uri(server.app.Urls.Single()).Port;
        return server;
    }

    public static Task CreatedAsync(HttpContext http) => StatusAsync(http, HttpStatusCode.Created);

    public static Task StatusAsync(HttpContext http, HttpStatusCode status)
    {
        http.Response.StatusCode = (int)status;
        return Task.CompletedTask;
    }

    /// <summary>Connections that trust its certificate, and are otherwise Feed's own.</summary>
    public SocketsHttpHandler NewHandler()
    {
        var handler = PushSender.NewHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
            shown?.GetCertHashString() == certificate.GetCertHashString();
        return handler;
    }

    /// <summary>Checks the token by which the server introduces itself (RFC 8292), and returns its claims.</summary>
    public static JsonNode ReadToken(Received message, string publicKey)
    {
        const string scheme = "vapid ";
        var header = message.Headers["Authorization"];
        Assert.StartsWith(scheme, header, StringComparison.Ordinal);
        var parts = header[scheme.Length..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => p[1]);
        Assert.Equal(publicKey, parts["k"]);
        var token = parts["t"].Split('.');
        using var key = ECDsa.Create(
            new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Browser.Point(Base64Url.DecodeFromChars(parts["k"])) }
        );
        var signed = Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}");
        Assert.True(key.VerifyData(signed, Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256));
        Assert.Equal("ES256", (string?)JsonNode.Parse(Base64Url.DecodeFromChars(token[0]))!["alg"]);
        return JsonNode.Parse(Base64Url.DecodeFromChars(token[1]))!;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
    }

    async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        Received.Enqueue(new(http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()), body.ToArray()));
        await Answer(http);
    }
}
