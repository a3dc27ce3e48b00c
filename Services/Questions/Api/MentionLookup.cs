using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Questions.Data;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Api;

/// <summary>Whom texts mention.</summary>
public sealed class MentionLookup(QuestionsDbContext db, ProfileService.ProfileServiceClient profiles)
{
    /// <summary>
    /// In order of appearance: those who are there, and neither blocked the author nor were blocked by them. While Profile is unavailable a
    /// text with mentions is refused before anything of it is kept, so that nobody's mention is lost.
    /// </summary>
    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/>.</exception>
    public async Task<Guid[]> FindAsync(Guid author, string prose, CancellationToken stop)
    {
        var named = TextEntities.NamesIn(prose);
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
