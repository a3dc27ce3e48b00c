using Social.Seed.Plan;

namespace Social.Seed.Api;

public sealed partial class SeedUser
{
    /// <summary>This person's own room of that name; a new one only when there is none.</summary>
    public async Task<OpenRoom> OpenRoomAsync(string name, CancellationToken stop)
    {
        for (string? cursor = ""; cursor is not null; )
        {
            var path = $"/api/rooms?limit=100&cursor={Uri.EscapeDataString(cursor)}";
            var page = await ReadAsync<RoomPage>(() => new(HttpMethod.Get, path), stop);
            if (page.Items.FirstOrDefault(r => r.Name == name && r.Role == "owner") is { } room)
                return room;
            cursor = page.Next;
        }
        return await ReadAsync<OpenRoom>(() => WithJson(HttpMethod.Post, "/api/rooms", new { name }, $"seed {name}"), stop);
    }

    public Task<OpenRoom> OpenDirectRoomAsync(string username, CancellationToken stop) =>
        ReadAsync<OpenRoom>(() => new(HttpMethod.Post, $"/api/direct/{username}"), stop);

    /// <returns>The token of a link to join by.</returns>
    public async Task<string> InviteAsync(Guid room, CancellationToken stop)
    {
        var path = $"/api/rooms/{room}/invites";
        return (await ReadAsync<InviteResponse>(() => WithJson(HttpMethod.Post, path, new { expiresInHours = 1 }), stop)).Token;
    }

    public Task JoinAsync(string token, CancellationToken stop) => ExecuteAsync(() => new(HttpMethod.Post, $"/api/invites/{token}"), stop);

    public Task SendAsync(Guid room, PlannedMessage message, CancellationToken stop) =>
        ExecuteAsync(() => WithJson(HttpMethod.Post, $"/api/rooms/{room}/messages", new { message.Id, message.Text }), stop);

    async Task<T> ReadAsync<T>(Func<HttpRequestMessage> create, CancellationToken stop)
        where T : class
    {
        using var response = await session.SendAsync(create, stop);
        return await response.ReadAsync<T>(stop);
    }
}
