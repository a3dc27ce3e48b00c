using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Runtime;

namespace Social.Tests.WholeSystem.Questions;

/// <summary>Texts that were rendered when mentions were no links yet.</summary>
[Collection<TimingSensitive>]
public sealed class MentionLinkTests(SystemFixture system)
{
    [Fact]
    public async Task An_instance_that_starts_links_the_mentions_of_older_texts()
    {
        var (asker, other) = (await system.RegisterAsync("asker"), await system.RegisterAsync("other"));
        var id = await asker.AskQuestionAsync(body: $"Ask @{other.Username}");
        var answer = await other.AnswerQuestionAsync(id, $"Ask @{asker.Username}, or @{other.Username}");
        var before = await asker.QuestionAsync(id);
        Assert.Contains($"<a href=\"/@{other.Username}\"", before.BodyHtml, StringComparison.Ordinal);
        await UnlinkAsync("questions", id);
        await UnlinkAsync("answers", answer);
        Assert.DoesNotContain("<a ", (await asker.QuestionAsync(id)).BodyHtml, StringComparison.Ordinal);

        await using var instance = await Replica.StartAsync(system, "questions");

        await SystemFixture.EventuallyAsync(async () =>
            await asker.QuestionAsync(id) is var now
            && now.BodyHtml == before.BodyHtml
            && now.Answers.Items[0].BodyHtml == before.Answers.Items[0].BodyHtml
        );
    }

    async Task UnlinkAsync(string table, Guid id)
    {
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("questionsdb"))!);
        await using var command = database.CreateCommand(
            $"update {table} set body_html = regexp_replace(body_html, '</?a[^>]*>', '', 'g') where id = $1"
        );
        command.Parameters.Add(new() { Value = id });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
