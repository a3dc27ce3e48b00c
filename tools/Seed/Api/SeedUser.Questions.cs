using Social.Seed.Plan;

namespace Social.Seed.Api;

public sealed partial class SeedUser
{
    /// <summary>What this person asked under this title; null when they did not.</summary>
    public async Task<AskedQuestion?> FindAskedAsync(string title, CancellationToken stop)
    {
        using var response = await session.SendAsync(() => new(HttpMethod.Get, "/api/questions?mine=true&limit=100"), stop);
        return (await response.ReadAsync<QuestionPage>(stop)).Items.FirstOrDefault(q => q.Title == title);
    }

    /// <summary>Asks, once however often it is called.</summary>
    public async Task<AskedQuestion> AskAsync(PlannedQuestion question, CancellationToken stop)
    {
        var body = new
        {
            title = question.Title,
            body = question.Body,
            tags = question.Tags,
        };
        using var response = await session.SendAsync(() => WithJson(HttpMethod.Post, "/api/questions", body, "seed question"), stop);
        return (await response.ReadAsync<QuestionResponse>(stop)).Question;
    }

    /// <summary>Answers, once however often it is called.</summary>
    public async Task<Guid> AnswerAsync(Guid question, string body, CancellationToken stop)
    {
        var path = $"/api/questions/{question}/answers";
        using var response = await session.SendAsync(() => WithJson(HttpMethod.Post, path, new { body }, $"seed {question}"), stop);
        return (await response.ReadAsync<AnswerResponse>(stop)).Id;
    }

    public Task VoteForQuestionAsync(Guid question, CancellationToken stop) =>
        ExecuteAsync(() => WithJson(HttpMethod.Put, $"/api/questions/{question}/vote", new { value = 1 }), stop);

    public Task VoteForAnswerAsync(Guid answer, CancellationToken stop) =>
        ExecuteAsync(() => WithJson(HttpMethod.Put, $"/api/answers/{answer}/vote", new { value = 1 }), stop);

    public Task AcceptAsync(Guid answer, CancellationToken stop) =>
        ExecuteAsync(() => new(HttpMethod.Put, $"/api/answers/{answer}/accept"), stop);
}
