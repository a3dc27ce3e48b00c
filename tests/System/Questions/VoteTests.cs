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
        var (asker, answerer) = (await system.Register("asker"), await system.Register("answerer"));
        var id = await asker.AskQuestion();
        var answer = await answerer.AnswerQuestion(id);
        Person[] voters =
        [
            system.Alice,
            system.Bob,
            system.Carol,
            .. await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => system.Register("voter"))),
        ];

        // Each changes their mind, all at the same time; what they say last counts.
        await Task.WhenAll(
            voters.Select(
                async (voter, n) =>
                {
                    foreach (var value in (int[])[1, -1, 0, 1])
                        await voter.VoteOnQuestion(id, value);
                    foreach (var value in (int[])[-1, 1, n == 0 ? -1 : 1])
                        await voter.VoteOnAnswer(answer, value);
                }
            )
        );
        await asker.Accept(answer);
        await asker.Accept(answer);

        var seen = await voters[0].Question(id);
        Assert.Equal((voters.Length, 1), (seen.Question.Score, seen.Question.MyVote));
        Assert.Equal(
            (voters.Length - 2, -1, true),
            (seen.Answers.Items[0].Score, seen.Answers.Items[0].MyVote, seen.Answers.Items[0].Accepted)
        );
        Assert.Equal(answer, seen.Question.AcceptedAnswerId);
        Assert.Equal(5 * voters.Length + 2, await ReputationAsync(asker));
        Assert.Equal(10 * (voters.Length - 1) - 2 + 15, await ReputationAsync(answerer));

        // Moved to an answer of the asker's own, which is worth nothing.
        var own = await asker.AnswerQuestion(id, "My own");
        await asker.Accept(own);
        Assert.Equal([own, answer], (await asker.Question(id)).Answers.Items.Select(a => a.Id));
        Assert.Equal(5 * voters.Length, await ReputationAsync(asker));
        Assert.Equal(10 * (voters.Length - 1) - 2, await ReputationAsync(answerer));
    }

    [Fact]
    public async Task Reputation_made_anew_from_the_facts_is_what_it_was()
    {
        var (asker, answerer, leaver) = (
            await system.Register("asker"),
            await system.Register("answerer"),
            await system.Register("leaver")
        );
        var (id, deleted) = (await asker.AskQuestion(), await asker.AskQuestion());
        var (answer, gone) = (await answerer.AnswerQuestion(id), await answerer.AnswerQuestion(id));
        foreach (var voter in (Person[])[leaver, system.Alice])
        {
            await voter.VoteOnQuestion(id, 1);
            await voter.VoteOnQuestion(deleted, 1);
            await voter.VoteOnAnswer(answer, 1);
            await voter.VoteOnAnswer(gone, -1);
        }
        await asker.Accept(answer);
        await asker.Do(HttpMethod.Delete, $"/api/questions/{deleted}");
        await answerer.Do(HttpMethod.Delete, $"/api/answers/{gone}");
        await leaver.Do(HttpMethod.Delete, "/api/auth/me", new { password = Person.Password });
        await SystemFixture.Eventually(async () => (await asker.Question(id)).Question.Score == 1, TimeSpan.FromSeconds(20));
        Assert.Equal((5 + 2, 10 + 15), (await ReputationAsync(asker), await ReputationAsync(answerer)));

        var before = await AllAsync();
        await ServiceProgram.RunAsync(system, "questions", "rebuild-reputation");

        Assert.Equal(before, await AllAsync());
    }

    async Task<int?> ReputationAsync(Person person) => (await system.Alice.Get<Judged>($"/api/profiles/{person.Username}")).Reputation;

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
