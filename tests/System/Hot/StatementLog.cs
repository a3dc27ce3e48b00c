using Aspire.Hosting.Testing;
using Npgsql;
using Social.Tests.Testing;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Hot;

/// <summary>
/// What the services really send to the system's PostgreSQL: it logs every statement for as long as this exists. No session is opened anew for
/// that, so prepared statements are those of a service that has been running.
/// </summary>
sealed class StatementLog : IAsyncDisposable
{
    static readonly string File = Path.Combine(SystemLogs.Folder, "postgres.log");

    // Lines come through the orchestrator, which on a busy machine is late.
    static readonly TimeSpan LogTimeout = TimeSpan.FromMinutes(1);

    static readonly (string Name, string Value)[] Settings =
    [
        ("log_line_prefix", LoggedStatement.LinePrefix),
        ("log_parameter_max_length", "0"),
        ("log_statement", "all"),
    ];

    readonly NpgsqlDataSource server;

    StatementLog(NpgsqlDataSource server) => this.server = server;

    public static async Task<StatementLog> StartAsync(SystemFixture system)
    {
        var log = new StatementLog(NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("postgres"))!));
        foreach (var (name, value) in Settings)
            await log.ExecuteAsync($"alter system set {name} = '{value}'");
        await log.ExecuteAsync("select pg_reload_conf()");
        // From the first one on that is logged, which is read only some time after it was written.
        var marks = new List<string>();
        await SystemFixture.EventuallyAsync(
            async () =>
            {
                marks.Add(await log.MarkAsync());
                return Lines().Any(line => marks.Exists(mark => line.Contains(mark, StringComparison.Ordinal)));
            },
            LogTimeout
        );
        return log;
    }

    /// <summary>What was executed in the services' databases while <paramref name="work"/> ran, by whomever.</summary>
    public async Task<IReadOnlyList<LoggedStatement>> RecordAsync(Func<Task> work)
    {
        var begin = await MarkAsync();
        await work();
        var end = await MarkAsync();
        List<string> lines = [];
        await SystemFixture.EventuallyAsync(
            () =>
            {
                lines = [.. Lines()];
                return Task.FromResult(At(end) >= 0);
            },
            LogTimeout
        );
        return [.. LoggedStatement.Parse(lines[(At(begin) + 1)..At(end)])];

        int At(string mark) => lines.FindIndex(line => line.Contains(mark, StringComparison.Ordinal));
    }

    async Task<string> MarkAsync()
    {
        var mark = $"mark {Guid.NewGuid():N}";
        await ExecuteAsync($"select '{mark}'");
        return mark;
    }

    async Task ExecuteAsync(string sql)
    {
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The log so far, up to the last line that is complete.</summary>
    static string[] Lines()
    {
        using var stream = new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, _) in Settings)
            await ExecuteAsync($"alter system reset {name}");
        await ExecuteAsync("select pg_reload_conf()");
        await server.DisposeAsync();
    }
}
