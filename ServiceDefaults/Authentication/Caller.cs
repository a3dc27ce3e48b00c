using System.Security.Claims;
using Grpc.Core;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults.Authentication;

/// <summary>Who is calling, from the verified token; never from a request's body.</summary>
public static class Caller
{
    /// <summary>The claim that carries the user id of an access token.</summary>
    public const string Subject = "sub";

    /// <summary>The claim that carries the session id of an access token.</summary>
    public const string Session = "sid";

    /// <summary>The claim that carries the calling service's name; only service tokens have it.</summary>
    public const string Service = "service";

    /// <summary>The person whose access token came with the call.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unauthenticated"/> when the call carries none.</exception>
    public static Guid CallerId(this ServerCallContext context) => context.GetHttpContext().User.CallerId();

    /// <inheritdoc cref="CallerId(ServerCallContext)"/>
    public static Guid CallerId(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirst(Subject)?.Value, out var id) ? id : throw new FaultException(Fault.Unauthenticated, "Log in first.");

    /// <summary>The session of the access token that came with the call.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unauthenticated"/> when the call carries none.</exception>
    public static Guid SessionId(this ServerCallContext context) =>
        Guid.TryParse(context.GetHttpContext().User.FindFirst(Session)?.Value, out var id)
            ? id
            : throw new FaultException(Fault.Unauthenticated, "Log in first.");
}
