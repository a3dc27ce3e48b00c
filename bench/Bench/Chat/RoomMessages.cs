using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;

namespace Social.Bench.Chat;

/// <summary>A message as it is stored.</summary>
public sealed record RoomMessage(Guid Id, long Sequence);

/// <summary>Some messages, and whether there are more.</summary>
public sealed record RoomMessagePage(IReadOnlyList<RoomMessage> Items, string? Next);

/// <summary>Reads and writes messages by the public API.</summary>
public static class RoomMessages
{
    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    public static async Task<RoomMessagePage> ReadPageAsync(HttpClient api, Guid room, string query, CancellationToken stop) =>
        (await api.GetFromJsonAsync<RoomMessagePage>($"/api/rooms/{room}/messages?limit=100&{query}", stop))!;

    /// <summary>Everything in the room, page by page from the beginning.</summary>
    public static async Task<IReadOnlyList<RoomMessage>> ReadAllAsync(HttpClient api, Guid room, CancellationToken stop)
    {
        List<RoomMessage> all = [];
        for (var query = "after=0"; ; )
        {
            var page = await ReadPageAsync(api, room, query, stop);
            all.AddRange(page.Items);
            if (page.Next is null)
                return all;
            query = $"cursor={page.Next}";
        }
    }

    /// <summary>Sends a message under one id until it is acknowledged.</summary>
    /// <param name="refusals">How often it was refused, by status; 0 for no answer.</param>
    public static async Task<RoomMessage> SendAsync(
        HttpClient api,
        Guid room,
        Guid id,
        string text,
        ConcurrentDictionary<HttpStatusCode, int> refusals,
        CancellationToken stop
    )
    {
        while (true)
        {
            var status = default(HttpStatusCode);
            try
            {
                using var answer = await api.PostAsJsonAsync($"/api/rooms/{room}/messages", new { id, text }, stop);
                if (answer.StatusCode == HttpStatusCode.Created)
                    return (await answer.Content.ReadFromJsonAsync<RoomMessage>(stop))!;
                status = answer.StatusCode;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException && !stop.IsCancellationRequested)
            {
                // Whether it was stored is not known: the same id asks.
            }
            refusals.AddOrUpdate(status, 1, (_, times) => times + 1);
            await Task.Delay(RetryDelay, stop);
        }
    }
}
