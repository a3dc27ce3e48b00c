using Social.Contracts;
using Social.Messaging.Blocks;
using Social.Questions.Data;
using Social.Questions.Rendering;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Api;

/// <summary>Whom texts mention.</summary>
public sealed class MentionLookup(QuestionsDbContext db, ProfileService.ProfileServiceClient profiles)
{
    /// <summary>In order of appearance: those who are there, and neither blocked the author nor were blocked by them.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/>.</exception>
    public async Task<Guid[]> FindAsync(Guid author, string prose, CancellationToken stop) =>
        [.. (await FindPeopleAsync(author, prose, stop)).Select(person => person.Id)];

    /// <summary>As <see cref="FindAsync"/>, with the body in which these people's names are links to their profiles.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Unavailable"/>.</exception>
    public async Task<(RenderedText Body, Guid[] Mentioned)> LinkAsync(Guid author, RenderedText body, CancellationToken stop)
    {
        var people = await FindPeopleAsync(author, body.Prose, stop);
        return people.Count == 0
            ? (body, [])
            : (MarkdownRenderer.Render(body.Source, people.Select(p => p.Username).ToHashSet()), [.. people.Select(p => p.Id)]);
    }

    async Task<List<MentionedPerson>> FindPeopleAsync(Guid author, string prose, CancellationToken stop)
    {
        var people = await profiles.FindMentionedAsync(prose, stop);
        if (people.Count == 0)
            return [];
        var apart = await db.FindBlockedAmongAsync(author, [.. people.Select(person => person.Id)], stop);
        return [.. people.Where(person => !apart.Contains(person.Id))];
    }
}
