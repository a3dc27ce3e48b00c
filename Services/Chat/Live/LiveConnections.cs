using System.Collections.Concurrent;

namespace Social.Chats.Live;

/// <summary>The sockets at this instance.</summary>
sealed class LiveConnections
{
    readonly ConcurrentDictionary<string, LiveConnection> all = new();
    readonly ConcurrentDictionary<Guid, ConcurrentDictionary<string, LiveConnection>> users = new();

    public IEnumerable<LiveConnection> All => all.Values;

    public IReadOnlyList<Guid> Users => [.. users.Keys];

    public LiveConnection? Find(string id) => all.GetValueOrDefault(id);

    public IReadOnlyCollection<LiveConnection> Of(Guid user) => users.TryGetValue(user, out var own) ? [.. own.Values] : [];

    public void Add(LiveConnection connection) => all[connection.Id] = connection;

    /// <summary>The connection has said whose it is.</summary>
    /// <returns>How many this person has here now.</returns>
    public int Assign(LiveConnection connection, Guid user)
    {
        lock (users)
        {
            var own = users.GetOrAdd(user, _ => new(concurrencyLevel: 1, capacity: 1));
            own[connection.Id] = connection;
            return own.Count;
        }
    }

    /// <returns>Whether it was its user's last one here.</returns>
    public bool Remove(LiveConnection connection)
    {
        all.TryRemove(connection.Id, out _);
        if (connection.User is not { } user)
            return false;
        lock (users)
        {
            if (!users.TryGetValue(user, out var own) || !own.TryRemove(connection.Id, out _) || !own.IsEmpty)
                return false;
            return users.TryRemove(user, out _);
        }
    }
}
