using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace Social.Tests.Polyfills.Grpc;

/// <summary>Does what <see cref="Words.Ask"/> says; the same words are understood by node/server.mjs.</summary>
[Authorize(Policy = "class")]
sealed class EchoService(Watched watched) : Echo.EchoBase
{
    [AllowAnonymous]
    public override async Task<Words> Say(Words request, ServerCallContext context)
    {
        watched.Calls[request.Text] = new(context.Method, context.Peer, context.Deadline, context.RequestHeaders);
        switch (request.Ask)
        {
            case "fail":
                throw new RpcException(
                    new(StatusCode.FailedPrecondition, "Grüße: 100 % kaputt\n"),
                    new Metadata { { "reason", "because" }, { "detail-bin", [0, 1, 254, 255] } }
                );
            case "throw":
                throw new InvalidOperationException("a secret");
            case "trailers":
                await context.WriteResponseHeadersAsync(new Metadata { { "early", context.RequestHeaders.GetValue("ask-early") ?? "" } });
                context.ResponseTrailers.Add("late", "trailer");
                context.ResponseTrailers.Add("late-bin", [0, 255]);
                break;
            case "sleep":
                await watched.Sleep(request.Text, context.CancellationToken);
                break;
            case "oversleep": // does not look at its token
                await watched.Sleep(request.Text, CancellationToken.None);
                break;
            case "deadline":
                return new() { Text = request.Text, Count = (int)(context.Deadline - DateTime.UtcNow).TotalMilliseconds };
            case "size":
                return new() { Data = global::Google.Protobuf.ByteString.CopyFrom(new byte[request.Count]) };
        }
        return new() { Text = request.Text, Count = request.Data.Length };
    }

    [AllowAnonymous]
    public override async Task<Words> Sum(IAsyncStreamReader<Words> requestStream, ServerCallContext context)
    {
        var sum = new Words();
        await foreach (var part in requestStream.ReadAllAsync(context.CancellationToken))
        {
            if (part.Ask == "refuse")
                throw new RpcException(new(StatusCode.InvalidArgument, "Enough."), new Metadata { { "after", $"{sum.Count}" } });
            if (part.Ask == "enough")
                return sum;
            sum.Text += part.Text;
            sum.Count++;
        }
        return sum;
    }

    [AllowAnonymous]
    public override async Task Repeat(Words request, IServerStreamWriter<Words> responseStream, ServerCallContext context)
    {
        for (var i = 0; i < request.Count; i++)
            await responseStream.WriteAsync(new() { Text = request.Text, Count = i }, context.CancellationToken);
        context.ResponseTrailers.Add("sent", $"{request.Count}");
        if (request.Ask == "fail")
            throw new RpcException(new(StatusCode.Aborted, "Midway."));
        if (request.Ask == "sleep")
            await watched.Sleep(request.Text, context.CancellationToken);
    }

    [AllowAnonymous]
    public override async Task Chat(
        IAsyncStreamReader<Words> requestStream,
        IServerStreamWriter<Words> responseStream,
        ServerCallContext context
    )
    {
        await foreach (var part in requestStream.ReadAllAsync())
            if (part.Ask == "fail")
                throw new RpcException(new(StatusCode.OutOfRange, "No such word."));
            else
                await responseStream.WriteAsync(new() { Text = part.Text.ToUpperInvariant() });
    }

    [AdminOnly]
    public override Task<Words> Guarded(Words request, ServerCallContext context) =>
        Task.FromResult(new Words { Text = context.GetHttpContext().User.Identity?.Name ?? "" });
}

[AttributeUsage(AttributeTargets.Method)]
sealed class AdminOnlyAttribute() : AuthorizeAttribute("admin");
