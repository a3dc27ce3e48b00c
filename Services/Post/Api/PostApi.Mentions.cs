using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Posts.Data;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Api;

public sealed partial class PostApi
{
    /// <summary>
    /// Whom a text mentions, in order of appearance: those who are there, and neither blocked its author nor were blocked by them.
    /// While Profile is away a text with mentions is refused before anything of it is kept, so that nobody's mention is lost.
    /// </summary>
    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/>.</exception>
    async Task<Guid[]> Mentioned(Guid author, string text, CancellationToken stop)
    {
        var named = TextEntities.NamesIn(text);
        if (named.Count == 0)
            return [];
        var request = new GetProfilesRequest { Usernames = { named.SelectMany(names => names).Distinct() } };
        var answer = await profiles.GetProfilesAsync(request, cancellationToken: stop);
        var people = answer.Profiles.ToDictionary(p => p.Username, p => Guid.Parse(p.Id));
        Guid[] found = [.. named.Select(names => Array.Find(names, people.ContainsKey)).OfType<string>().Select(n => people[n]).Distinct()];
        var apart = await db.BlockedEitherWay(author).Where(person => found.Contains(person)).ToListAsync(stop);
        return [.. found.Except(apart)];
    }
}
