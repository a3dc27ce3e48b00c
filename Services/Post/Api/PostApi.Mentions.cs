using Social.Messaging.Blocks;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    /// <summary>
    /// Whom a text mentions, in order of appearance: those who are there, and neither blocked its author nor were blocked by them.
    /// </summary>
    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/>.</exception>
    async Task<Guid[]> FindMentionedAsync(Guid author, string text, CancellationToken stop)
    {
        Guid[] found = [.. (await profiles.FindMentionedAsync(text, stop)).Select(person => person.Id)];
        if (found.Length == 0)
            return [];
        var apart = await db.FindBlockedAmongAsync(author, found, stop);
        return [.. found.Except(apart)];
    }
}
