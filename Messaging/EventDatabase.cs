using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Social.Messaging;

/// <summary>Opens the service's own context, whose type only AddEvents knew.</summary>
sealed class EventDatabase(IServiceScopeFactory scopes, Type context)
{
    public Work Open()
    {
        var scope = scopes.CreateAsyncScope();
        return new(scope, (DbContext)scope.ServiceProvider.GetRequiredService(context));
    }

    public sealed class Work(AsyncServiceScope scope, DbContext db) : IAsyncDisposable
    {
        public IServiceProvider Services => scope.ServiceProvider;
        public DbContext Db => db;

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}

static class Sql
{
    /// <summary>
    /// A statement on the context's own connection and transaction that EF does not log: these run several times a second or once per
    /// event. Parameters are $1, $2 and so on.
    /// </summary>
    public static NpgsqlCommand Command(this DbContext db, string text, params object[] values)
    {
        var command = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = text;
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return command;
    }

    public static async Task<int> RunAsync(this DbContext db, string text, CancellationToken stop, params object[] values)
    {
        await using var command = db.Command(text, values);
        return await command.ExecuteNonQueryAsync(stop);
    }
}
