using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Social.ServiceDefaults.Database;

/// <summary>
/// Refuses what would block a thread until the database responds. A few calls that wait for a connection take all threads of a small
/// machine, and those that would return one then cannot run: the service stands still until the waits time out. EF Core blocks without
/// being told so where a part of a query does not depend on its row and contains a call of our own, such as <c>db.BlocksOf(x).Any()</c>.
/// </summary>
sealed class AsyncCommandsOnly : IDbConnectionInterceptor, IDbCommandInterceptor
{
    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        throw Blocking("Opening a connection");

    public InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    ) => throw Blocking(command.CommandText);

    public InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) =>
        throw Blocking(command.CommandText);

    public InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
        throw Blocking(command.CommandText);

    static InvalidOperationException Blocking(string what) => new($"This would block its thread until the database responds: {what}");
}
