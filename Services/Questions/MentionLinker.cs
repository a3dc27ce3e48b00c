using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Questions.Data;
using Social.Questions.Rendering;
using Social.ServiceDefaults.Errors;

namespace Social.Questions;

/// <summary>
/// Renders texts again whose mentions are no links, since they are older than these links. It goes through questions and answers once after
/// each start, and finds next to none when all are linked: those in whose text nobody has the mentioned name any more.
/// </summary>
public sealed partial class MentionLinker(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MentionLinker> log) : BackgroundService
{
    // With 20 mentions at most in each text, as many people as Profile is asked for at once.
    const int BatchSize = 10;

    const string MentionLink = "<a href=\"/@";

    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    sealed record UnlinkedText(Guid Id, string Body, Guid[] MentionIds);

    delegate IQueryable<UnlinkedText> Find(QuestionsDbContext db, Guid behind);

    /// <summary>Changes nothing when the text was edited meanwhile, since it was rendered then, or when nothing has become a link.</summary>
    delegate Task Store(QuestionsDbContext db, UnlinkedText text, string html, CancellationToken stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LinkAllAsync(FindQuestions, StoreQuestionAsync, stoppingToken);
        await LinkAllAsync(FindAnswers, StoreAnswerAsync, stoppingToken);
    }

    async Task LinkAllAsync(Find find, Store store, CancellationToken stop)
    {
        for (Guid? last = Guid.Empty; last is { } behind; )
            try
            {
                last = await LinkAsync(behind, find, store, stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                Failed(e.Message);
                await Task.Delay(RetryDelay, clock, stop);
            }
    }

    /// <returns>The last text of the batch; null when none is left.</returns>
    async Task<Guid?> LinkAsync(Guid behind, Find find, Store store, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<QuestionsDbContext>();
        var texts = await find(db, behind).Take(BatchSize).ToListAsync(stop);
        if (texts.Count == 0)
            return null;
        var names = await FindNamesAsync(scope.ServiceProvider, texts, stop);
        foreach (var text in texts)
            if (Render(text, names) is { } html)
                await store(db, text, html, stop);
        return texts[^1].Id;
    }

    static async Task<Dictionary<Guid, string>> FindNamesAsync(IServiceProvider services, List<UnlinkedText> texts, CancellationToken stop)
    {
        var profiles = services.GetRequiredService<ProfileService.ProfileServiceClient>();
        var request = new GetProfilesRequest { UserIds = { texts.SelectMany(t => t.MentionIds).Distinct().Select(id => id.ToString()) } };
        var answer = await profiles.GetProfilesAsync(request, cancellationToken: stop);
        return answer.Profiles.ToDictionary(p => Guid.Parse(p.Id), p => p.Username);
    }

    /// <summary>Null when nobody is left whom it mentions, or when it cannot be rendered by the rules of today.</summary>
    string? Render(UnlinkedText text, Dictionary<Guid, string> names)
    {
        HashSet<string> usernames = [.. text.MentionIds.Where(names.ContainsKey).Select(id => names[id])];
        if (usernames.Count == 0)
            return null;
        try
        {
            return MarkdownRenderer.Render(text.Body, usernames).Html;
        }
        catch (FaultException e)
        {
            NotRendered(text.Id, e.Message);
            return null;
        }
    }

    static IQueryable<UnlinkedText> FindQuestions(QuestionsDbContext db, Guid behind) =>
        db
            .Questions.Where(q => q.Id > behind && q.MentionIds.Length > 0 && !q.BodyHtml.Contains(MentionLink))
            .OrderBy(q => q.Id)
            .Select(q => new UnlinkedText(q.Id, q.Body, q.MentionIds));

    static Task StoreQuestionAsync(QuestionsDbContext db, UnlinkedText text, string html, CancellationToken stop) =>
        db
            .Questions.Where(q => q.Id == text.Id && q.Body == text.Body && q.BodyHtml != html)
            .ExecuteUpdateAsync(set => set.SetProperty(q => q.BodyHtml, html), stop);

    static IQueryable<UnlinkedText> FindAnswers(QuestionsDbContext db, Guid behind) =>
        db
            .Answers.Where(a => a.Id > behind && a.MentionIds.Length > 0 && !a.BodyHtml.Contains(MentionLink))
            .OrderBy(a => a.Id)
            .Select(a => new UnlinkedText(a.Id, a.Body, a.MentionIds));

    static Task StoreAnswerAsync(QuestionsDbContext db, UnlinkedText text, string html, CancellationToken stop) =>
        db
            .Answers.Where(a => a.Id == text.Id && a.Body == text.Body && a.BodyHtml != html)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.BodyHtml, html), stop);

    [LoggerMessage(LogLevel.Warning, "Linking the mentions of older texts failed; retrying: {Reason}")]
    partial void Failed(string reason);

    [LoggerMessage(LogLevel.Warning, "The older text {TextId} was not rendered again: {Reason}")]
    partial void NotRendered(Guid textId, string reason);
}
