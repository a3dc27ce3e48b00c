using System.Data.Common;
using Aspire.Hosting.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Social.Contracts;
using Social.Questions.Api;
using Social.Questions.Data;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>How often a list asks the database.</summary>
public sealed class StatementTests(SystemFixture system)
{
    [Fact]
    public async Task Every_list_of_questions_is_one_statement()
    {
        var word = $"w{Guid.NewGuid():N}"[..20];
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
            ids.Add(await system.Alice.AskQuestionAsync($"One of several about {word}", tags: [word]));
        var me = system.Bob.Id;
        var counter = new StatementCounter();
        await using var db = new QuestionsDbContext(
            new DbContextOptionsBuilder<QuestionsDbContext>()
                .UseNpgsql(await system.App.GetConnectionStringAsync("questionsdb"))
                .UseSnakeCaseNamingConvention()
                .AddInterceptors(counter)
                .Options
        );
        var lists = new QuestionLists(db);

        foreach (var sort in Enum.GetValues<QuestionSort>())
        {
            var page = await OneAsync(() =>
                lists.ListAsync(
                    new()
                    {
                        Sort = sort,
                        Tag = word,
                        Limit = 2,
                    },
                    me,
                    default
                )
            );
            Assert.Equal((2, true), (page.Questions.Count, page.Next.Length > 0));
            page = await OneAsync(() =>
                lists.ListAsync(
                    new()
                    {
                        Sort = sort,
                        Tag = word,
                        Limit = 2,
                        Cursor = page.Next,
                    },
                    me,
                    default
                )
            );
            Assert.Single(page.Questions);
        }
        await OneAsync(() =>
            lists.ListAsync(
                new()
                {
                    FollowedTags = true,
                    AuthorId = $"{me}",
                    AnsweredById = $"{me}",
                },
                me,
                default
            )
        );
        Assert.Equal(3, (await OneAsync(() => lists.SearchAsync(new() { Query = word }, me, default))).Found.Count);
        Assert.Equal(3, (await OneAsync(() => lists.SimilarAsync(new() { Title = word }, me, default))).Questions.Count);
        Assert.Equal(2, (await OneAsync(() => lists.RelatedAsync(ids[0], 2, me, default))).Questions.Count);
        Assert.Equal(3, (await OneAsync(() => lists.GetAsync(ids, me, default))).Questions.Count);

        // A question with its answers and the reputation of everybody who wrote them.
        var answer = await system.Bob.AnswerQuestionAsync(ids[0]);
        await system.Carol.AnswerQuestionAsync(ids[0]);
        await system.Carol.VoteOnQuestionAsync(ids[0], 1);
        await system.Carol.VoteOnAnswerAsync(answer, 1);
        counter.Count = 0;
        var detail = await new QuestionDetails(db).GetAsync(ids[0], me, default);
        Assert.Equal((3, 2), (counter.Count, detail.Answers.Answers.Count));
        var reputations = (await system.Bob.QuestionAsync(ids[0])).Answers.Items.Select(a => a.Author!.Reputation);
        Assert.Equal(detail.Answers.Answers.Select(a => a.AuthorReputation), reputations);
        Assert.True(detail.Question.AuthorReputation >= 5 && reputations.First() >= 10);

        async Task<T> OneAsync<T>(Func<Task<T>> ask)
        {
            counter.Count = 0;
            var answer = await ask();
            Assert.Equal(1, counter.Count);
            return answer;
        }
    }

    sealed class StatementCounter : DbCommandInterceptor
    {
        public int Count { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            Count++;
            return new(result);
        }
    }
}
