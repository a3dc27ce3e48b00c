namespace Grpc.Core;

/// <summary>In the real package these are backed by protected members, for those who fake one; here only the server makes them.</summary>
public abstract class ServerCallContext
{
    public abstract string Method { get; }
    public abstract string Host { get; }
    public abstract string Peer { get; }
    public abstract DateTime Deadline { get; }
    public abstract Metadata RequestHeaders { get; }
    public abstract CancellationToken CancellationToken { get; }
    public abstract Metadata ResponseTrailers { get; }
    public Status Status { get; set; } = Status.DefaultSuccess;
    public IDictionary<object, object> UserState => field ??= new Dictionary<object, object>();

    public abstract Task WriteResponseHeadersAsync(Metadata responseHeaders);
}
