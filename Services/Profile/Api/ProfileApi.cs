using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Profiles.Data;
using Social.ServiceDefaults;

namespace Social.Profiles.Api;

/// <summary>Who people are and who follows whom. One partial file for each subject.</summary>
public sealed partial class ProfileApi(ProfileDbContext db, TimeProvider clock) : ProfileService.ProfileServiceBase
{
    /// <summary>The profile behind a name someone typed.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    async Task<Guid> FindAsync(string username, CancellationToken stop)
    {
        var name = Username.Normal(username);
        var id = Username.IsValid(name)
            ? await db.Profiles.Where(p => p.Username == name).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(stop)
            : null;
        return id ?? throw Nobody();
    }

    static FaultException Nobody() => new(Fault.NotFound, "There is no such person.");

    /// <summary>Whose relations the answer tells; nobody's when another service asks for itself.</summary>
    static Guid ViewerOf(ServerCallContext context) =>
        Guid.TryParse(context.GetHttpContext().User.FindFirst(Caller.Subject)?.Value, out var id) ? id : Guid.Empty;

    static Guid Id(string text, string name) =>
        Guid.TryParse(text, out var id) ? id : throw new FaultException(Fault.Malformed, $"{name} is not an id.");
}
