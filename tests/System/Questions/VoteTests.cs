using System.Globalization;
using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Runtime;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>Votes, acceptance, and the reputation that comes of them.</summary>
[Collection<TimingSensitive>]
public sealed class VoteTests(SystemFixture system)
{
    [Fact]
    public async Task Scores_are_exact_however_many_vote_at_once_and_reputation_follows()
    {
        var (asker, answerer) = (await system.RegisterAsync("asker"), await system.RegisterAsync("answerer"));
        var id = await asker.AskQuestionAsync();
        var answer = await answerer.AnswerQuestionAsync(id);
        Person[] voters =
        [
            system.Alice,
            system.Bob,
            system.Carol,
            .. await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => system.RegisterAsync("voter"))),
        ];

        // Each changes their mind, all at the same time; what they say last counts.
        await Task.WhenAll(
            voters.Select(
                async (voter, n) =>
                {
                    foreach (var value in (int[])[1, -1, 0, 1])
                        await voter.VoteOnQuestionAsync(id, value);
                    foreach (var value in (int[])[-1, 1, n == 0 ? -1 : 1])
                        await voter.VoteOnAnswerAsync(answer, value);
                }
            )
        );
        await asker.AcceptAsync(answer);
        await asker.AcceptAsync(answer);

        var seen = await voters[0].QuestionAsync(id);
        Assert.Equal((voters.Length, 1), (seen.Question.Score, seen.Question.MyVote));
        Assert.Equal(
            (voters.Length - 2, -1, true),
            (seen.Answers.Items[0].Score, seen.Answers.Items[0].MyVote, seen.Answers.Items[0].Accepted)
        );
        Assert.Equal(answer, seen.Question.AcceptedAnswerId);
        Assert.Equal(5 * voters.Length + 2, await ReputationAsync(asker));
        Assert.Equal(10 * (voters.Length - 1) - 2 + 15, await ReputationAsync(answerer));

        // Moved to an answer of the asker's own, which is worth nothing.
        var own = await asker.AnswerQuestionAsync(id, "My own");
        await asker.AcceptAsync(own);
        Assert.Equal([own, answer], (await asker.QuestionAsync(id)).Answers.Items.Select(a => a.Id));
        Assert.Equal(5 * voters.Length, await ReputationAsync(asker));
        Assert.Equal(10 * (voters.Length - 1) - 2, await ReputationAsync(answerer));
    }

    [Fact]
    public async Task Reputation_made_anew_from_the_facts_is_what_it_was()
    {
        var (asker, answerer, leaver) = (
            await system.RegisterAsync("asker"),
            await system.RegisterAsync("answerer"),
            await system.RegisterAsync("leaver")
        );
        var (id, deleted) = (await asker.AskQuestionAsync(), await asker.AskQuestionAsync());
        var (answer, gone) = (await answerer.AnswerQuestionAsync(id), await answerer.AnswerQuestionAsync(id));
        foreach (var voter in (Person[])[leaver, system.Alice])
        {
            await voter.VoteOnQuestionAsync(id, 1);
            await voter.VoteOnQuestionAsync(deleted, 1);
            await voter.VoteOnAnswerAsync(answer, 1);
            await voter.VoteOnAnswerAsync(gone, -1);
        }
        await asker.AcceptAsync(answer);
        await asker.DoAsync(HttpMethod.Delete, $"/api/questions/{deleted}");
        await answerer.DoAsync(HttpMethod.Delete, $"/api/answers/{gone}");
        await leaver.DoAsync(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        await SystemFixture.EventuallyAsync(async () => (await asker.QuestionAsync(id)).Question.Score == 1, TimeSpan.FromSeconds(20));
        Assert.Equal((5 + 2, 10 + 15), (await ReputationAsync(asker), await ReputationAsync(answerer)));

        var before = await AllAsync();
        await ServiceProgram.RunAsync(system, "questions", "rebuild-reputation");

        Assert.Equal(before, await AllAsync());
    }

    async Task<int?> ReputationAsync(Person person) => (await system.Alice.GetAsync<Judged>($"/api/profiles/{person.Username}")).Reputation;

    /// <summary>Everybody's, and whether it is what votes and acceptances are worth.</summary>
    async Task<IReadOnlyList<string>> AllAsync()
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("questionsdb"))!);
        await using var command = database.CreateCommand("select user_id, points from reputations where points <> 0 order by 1");
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await reader.ReadAsync())
            all.Add(string.Create(CultureInfo.InvariantCulture, $"{reader.GetGuid(0)} {reader.GetInt32(1)}"));
        return all;
    }

    sealed record Judged(int? Reputation);
}
