using System.Buffers.Binary;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Social.Contracts;

namespace Social.Tests.ServiceDefaults.Processes;

/// <summary>A server that answers every call frame by frame as a test says, which a well-behaved service would not do.</summary>
sealed class Wire(WebApplication app) : IAsyncDisposable
{
    int calls;

    public Uri Rpc { get; } = new(app.Urls.First());

    /// <summary>What it answers with; may be changed at any time.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = SucceedAsync;

    public int Calls => Volatile.Read(ref calls);

    public static async Task<Wire> StartAsync(Func<HttpContext, Task>? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        Wire? wire = null;
        app.Run(http =>
        {
            Interlocked.Increment(ref wire!.calls);
            return wire.Answer(http);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return wire = new(app) { Answer = answer ?? SucceedAsync };
    }

    /// <summary>A whole answer and the status in its trailer.</summary>
    public static async Task SucceedAsync(HttpContext http)
    {
        await MessageAsync(http);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>200 and a whole answer; only the trailer says that the call failed.</summary>
    public static Func<HttpContext, Task> FailInTrailer(int status) =>
        async http =>
        {
            await MessageAsync(http);
            http.Response.AppendTrailer("grpc-status", $"{status}");
        };

    /// <summary>The status in the header and no answer.</summary>
    public static Func<HttpContext, Task> FailAtOnce(int status) =>
        http =>
        {
            http.Response.ContentType = "application/grpc";
            http.Response.Headers["grpc-status"] = $"{status}";
            return Task.CompletedTask;
        };

    /// <summary>No answer: the stream is reset.</summary>
    public static Task BreakAsync(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    /// <summary>The first bytes of an answer, and then nothing yet.</summary>
    public static async Task BeginAsync(HttpContext http)
    {
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(Frame().AsMemory(0, 7), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static async Task MessageAsync(HttpContext http)
    {
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(Frame(), http.RequestAborted);
    }

    static byte[] Frame()
    {
        var message = new PostView { AuthorId = "somebody" }.ToByteArray();
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
