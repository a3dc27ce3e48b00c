using Grpc.Core;
using Social.Contracts;
using Social.Messaging;
using Social.Profiles.Data;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Profiles.Api;

/// <summary>Who people are, who follows, blocks and mutes whom. One partial file for each subject.</summary>
public sealed partial class ProfileApi(ProfileDbContext db, HotKeyLimiter hotPeople, ChangeStamps stamps, TimeProvider clock)
    : ProfileService.ProfileServiceBase
{
    /// <summary>Whoever remembers something of these people asks again once the open transaction has committed.</summary>
    void StampAfterCommit(params IEnumerable<Guid> people)
    {
        Guid[] changed = [.. people];
        db.AfterCommit(() => stamps.StampAsync(changed.Select(StampKeys.Person)));
    }

    static FaultException Nobody() => new(Fault.NotFound, "There is no such person.");

    /// <summary>Whose relations the answer tells; nobody's when another service asks for itself, who sees everyone.</summary>
    static Guid ViewerOf(ServerCallContext context) =>
        Guid.TryParse(context.GetHttpContext().User.FindFirst(Caller.Subject)?.Value, out var id) ? id : Guid.Empty;

    static Guid Id(string text, string name) =>
        Guid.TryParse(text, out var id) ? id : throw new FaultException(Fault.Malformed, $"{name} is not an id.");
}
