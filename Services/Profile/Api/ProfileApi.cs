using Grpc.Core;
using Social.Contracts;
using Social.Profiles.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Profiles.Api;

/// <summary>Who people are, who follows, blocks and mutes whom. One partial file for each subject.</summary>
public sealed partial class ProfileApi(ProfileDbContext db, HotKeyLimiter hotPeople, TimeProvider clock) : ProfileService.ProfileServiceBase
{
    static FaultException Nobody() => new(Fault.NotFound, "There is no such person.");

    /// <summary>Whose relations the answer tells; nobody's when another service asks for itself, who sees everyone.</summary>
    static Guid ViewerOf(ServerCallContext context) =>
        Guid.TryParse(context.GetHttpContext().User.FindFirst(Caller.Subject)?.Value, out var id) ? id : Guid.Empty;

    static Guid Id(string text, string name) =>
        Guid.TryParse(text, out var id) ? id : throw new FaultException(Fault.Malformed, $"{name} is not an id.");
}
