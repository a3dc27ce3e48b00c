using Microsoft.Extensions.Options;
using Social.Chats.Data;
using Social.Chats.Live;
using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Errors;

namespace Social.Chats.Api;

/// <summary>Rooms, members and invites. One partial file for each subject.</summary>
public sealed partial class ChatApi(
    ChatDbContext db,
    ProfileService.ProfileServiceClient profiles,
    RoomViews views,
    ChatLimits limits,
    LivePublisher live,
    PresenceStore presence,
    IOptions<TokensOptions> tokens,
    TimeProvider clock
) : ChatService.ChatServiceBase
{
    DateTimeOffset Now => clock.GetUtcNow().ToMicroseconds();

    /// <summary>Whose name this is, whether or not the caller may see them: somebody who blocks an owner is no less a member.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Unavailable"/>.</exception>
    async Task<Guid> ResolveAsync(string username, CancellationToken stop)
    {
        var found = await profiles.ResolveUsernamesAsync(new() { Usernames = { username } }, cancellationToken: stop);
        return found.People is [{ } person] ? Guid.Parse(person.Id) : throw Ids.NoSuchPerson();
    }
}
