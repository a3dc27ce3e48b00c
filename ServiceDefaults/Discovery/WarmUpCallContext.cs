using System.Security.Claims;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Social.ServiceDefaults.Authentication;

namespace Social.ServiceDefaults.Discovery;

/// <summary>What a call of <see cref="WarmUpCalls"/> knows of its caller.</summary>
sealed class WarmUpCallContext : ServerCallContext
{
    // Where Grpc.AspNetCore looks for it in a context that is not its own.
    const string HttpContextKey = "__HttpContext";

    readonly CancellationToken stop;

    public WarmUpCallContext(Guid caller, CancellationToken stop)
    {
        this.stop = stop;
        Claim[] claims = [new(Caller.Subject, caller.ToString()), new(Caller.Session, caller.ToString())];
        UserStateCore[HttpContextKey] = new DefaultHttpContext { User = new(new ClaimsIdentity(claims, "warm-up")) };
    }

    protected override string MethodCore => "warm-up";
    protected override string HostCore => "localhost";
    protected override string PeerCore => "warm-up";
    protected override DateTime DeadlineCore => DateTime.MaxValue;
    protected override Metadata RequestHeadersCore { get; } = [];
    protected override CancellationToken CancellationTokenCore => stop;
    protected override Metadata ResponseTrailersCore { get; } = [];
    protected override Status StatusCore { get; set; }
    protected override WriteOptions? WriteOptionsCore { get; set; }
    protected override AuthContext AuthContextCore { get; } = new(null, []);
    protected override IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object>();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException();
}
