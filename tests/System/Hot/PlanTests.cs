using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.WholeSystem.Chat;
using Social.Tests.WholeSystem.Fixture;
using Social.Tests.WholeSystem.Questions;

namespace Social.Tests.WholeSystem.Hot;

/// <summary>What pages cost must not grow with the tables.</summary>
[Collection<Exclusive>]
public sealed class PlanTests(SystemFixture system)
{
    static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(1.5);

    static readonly string[] Databases = ["feeddb", "postdb", "profiledb", "chatdb", "questionsdb"];

    static readonly string[] Untyped =
    [
        PostgresErrorCodes.AmbiguousFunction,
        PostgresErrorCodes.AmbiguousParameter,
        PostgresErrorCodes.DatatypeMismatch,
        PostgresErrorCodes.IndeterminateDatatype,
        PostgresErrorCodes.UndefinedFunction,
    ];

    // The plan for any values of $1 and so on. A client's protocol would ask for those; within the server nobody does.
    const string PlanFunction = """
        create function pg_temp.plan_of(statement text) returns json language plpgsql as $$
        declare plan json;
        begin
            execute 'explain (generic_plan, format json) ' || statement into plan;
            return plan;
        end $$
        """;

    [Fact]
    public async Task Every_statement_of_the_hot_pages_finds_its_rows_by_an_index()
    {
        // People whom no cache knows yet: then every page asks the database all that it can ask.
        var (author, reader) = (await system.RegisterAsync("planned"), await system.RegisterAsync("planner"));
        await reader.FollowAsync(author.Username);
        var room = await author.MakeRoomWithAsync(reader);
        await using var log = await StatementLog.StartAsync(system);

        var idle = await log.RecordAsync(() => Task.Delay(IdleTime));
        var statements = await log.RecordAsync(async () =>
        {
            var post = await author.PostAsync($"Of @{reader.Username} and #plans at https://example.org/plans");
            var question = await author.AskQuestionAsync(tags: ["plans"]);
            await author.SayAsync(room.Id, "Plans");
            await SystemFixture.EventuallyAsync(async () => (await reader.FeedAsync(10)).Items.Any(p => p.Id == post.Id));
            await SystemFixture.EventuallyAsync(async () =>
                (await reader.GetAsync<Page<object>>("/api/notifications?limit=10")) is { Items.Count: > 0 }
            );
            string[] pages =
            [
                "/api/feed?limit=1",
                $"/api/profiles/{author.Username}",
                $"/api/profiles/{author.Username}/posts?limit=1",
                $"/api/posts/{post.Id}",
                $"/api/posts/{post.Id}/comments?limit=10",
                "/api/notifications/unread",
                "/api/rooms?limit=10",
                $"/api/rooms/{room.Id}/messages?limit=10",
                $"/api/rooms/{room.Id}/messages?limit=10&before=100",
                "/api/questions?limit=10",
                "/api/questions?limit=10&sort=votes",
                "/api/questions?limit=10&tag=plans",
                $"/api/questions/{question}",
            ];
            foreach (var page in pages)
                await reader.GetAsync<object>(page);
        });

        // What the system does by itself is not hot.
        var planned = statements.Where(s => s.HasPlan && Databases.Contains(s.Database)).Distinct().Except(idle).ToList();
        Assert.All(Databases, db => Assert.Contains(planned, s => s.Database == db));
        var (wrong, untyped) = (new List<string>(), new List<LoggedStatement>());
        foreach (var database in planned.GroupBy(s => s.Database))
        {
            await using var source = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync(database.Key))!);
            await using var session = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
            foreach (var sql in (string[])["set enable_seqscan = off", PlanFunction])
                await ExecuteAsync(session, sql);
            foreach (var statement in database)
            {
                if (await PlanAsync(session, statement.Sql) is not { } plan)
                    untyped.Add(statement);
                else if (await IsWholeAsync(session, statement.Sql, plan))
                    wrong.AddRange(
                        StatementPlan.WholeTables(plan).Select(table => $"{database.Key}, {table}, in: {statement.Sql}\n{plan}")
                    );
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        Assert.True(untyped.Count * 4 < planned.Count, string.Join("\n\n", untyped));
    }

    /// <summary>
    /// Whether whole tables are read both by a plan that may sort and by one that reads rows in order. With the few rows of a test PostgreSQL
    /// may choose the wrong one of two good indexes, but not where there is none.
    /// </summary>
    static async Task<bool> IsWholeAsync(NpgsqlConnection session, string statement, string plan)
    {
        if (StatementPlan.WholeTables(plan).Count == 0)
            return false;
        await ExecuteAsync(session, "set enable_sort = off");
        var ordered = await PlanAsync(session, statement);
        await ExecuteAsync(session, "reset enable_sort");
        return StatementPlan.WholeTables(ordered!).Count > 0;
    }

    static async Task ExecuteAsync(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Null for a statement whose parameters have types that only the client knows, as an array that is unnested.</summary>
    static async Task<string?> PlanAsync(NpgsqlConnection session, string statement)
    {
        await using var command = new NpgsqlCommand("select pg_temp.plan_of($1)::text", session)
        {
            Parameters = { new() { Value = statement } },
        };
        try
        {
            return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }
        catch (PostgresException e) when (Untyped.Contains(e.SqlState))
        {
            return null;
        }
        catch (PostgresException e)
        {
            throw new InvalidOperationException($"{e.MessageText}\n{statement}", e);
        }
    }
}
