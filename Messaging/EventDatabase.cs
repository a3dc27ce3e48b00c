using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Social.Messaging;

/// <summary>Opens the service's own context, whose type only AddEvents knows.</summary>
sealed class EventDatabase(IServiceScopeFactory scopes, Type context)
{
    public Work Open()
    {
        var scope = scopes.CreateAsyncScope();
        return new(scope, (DbContext)scope.ServiceProvider.GetRequiredService(context));
    }

    /// <summary>A scope and the context in it.</summary>
    public sealed class Work(AsyncServiceScope scope, DbContext db) : IAsyncDisposable
    {
        public IServiceProvider Services => scope.ServiceProvider;
        public DbContext Db => db;

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
