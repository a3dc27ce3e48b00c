using Microsoft.EntityFrameworkCore;
using Social.Questions.Data;
using Social.Questions.Rendering;

namespace Social.Questions;

/// <summary>
/// Stores the words of answers that are older than the table of words, since code makes them and no migration can. It goes through the
/// answers once after each start and finds none when all have theirs.
/// </summary>
public sealed partial class AnswerIndexer(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AnswerIndexer> log) : BackgroundService
{
    const int BatchSize = 100;

    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (Guid? last = Guid.Empty; last is { } behind; )
            try
            {
                last = await IndexAsync(behind, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e.Message);
                await Task.Delay(RetryDelay, clock, stoppingToken);
            }
    }

    /// <returns>The last answer of the batch; null when none is left.</returns>
    async Task<Guid?> IndexAsync(Guid behind, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<QuestionsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        // Their rows are locked, so that none is edited between being read and being stored.
        var answers = await db
            .Answers.FromSql(
                $"""
                select * from answers a
                where id > {behind} and not exists (select from answer_words w where w.answer_id = a.id)
                order by id limit {BatchSize} for no key update
                """
            )
            .AsNoTracking()
            .ToListAsync(stop);
        foreach (var answer in answers)
            await db.StoreWordsAsync(answer.Id, MarkdownRenderer.ToPlain(answer.Body), stop);
        await transaction.CommitAsync(stop);
        return answers.Count == 0 ? null : answers[^1].Id;
    }

    [LoggerMessage(LogLevel.Warning, "Storing the words of older answers failed; retrying: {Reason}")]
    partial void Failed(string reason);
}
