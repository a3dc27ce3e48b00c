using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Notifications;

public sealed record NotificationPostAnswer(Guid Id, string Excerpt, string? ThumbnailUrl);

public sealed record NotificationAnswer(
    Guid Id,
    string Kind,
    IReadOnlyList<AuthorAnswer> Actors,
    int Others,
    NotificationPostAnswer? Post,
    Guid? CommentId,
    DateTimeOffset CreatedAt,
    bool Read
)
{
    /// <summary>What it says in short: kind, actors and how many others.</summary>
    public string Said => $"{Kind}: {string.Join(' ', Actors.Select(a => a.Username))} +{Others}";
}

public sealed record UnreadAnswer(int Count);

/// <summary>What a person hears of others.</summary>
static class TestSignal
{
    public static Task<Page<NotificationAnswer>> NotificationsAsync(this Person person, int limit = 20, string? cursor = null) =>
        person.GetAsync<Page<NotificationAnswer>>($"/api/notifications?limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));

    public static async Task<int> UnreadAsync(this Person person) =>
        (await person.GetAsync<UnreadAnswer>("/api/notifications/unread")).Count;

    public static Task MarkReadAsync(this Person person, DateTimeOffset? upTo = null) =>
        person.DoAsync(HttpMethod.Post, "/api/notifications/read", upTo is null ? null : new { upTo });

    /// <summary>
    /// Waits until the notifications say exactly this, the newest first, and are counted alike. Of somebody who deleted their account the
    /// list knows at once, by Profile, and the count when Feed has the event.
    /// </summary>
    public static Task HearsAsync(this Person person, params string[] said) =>
        SystemFixture.EventuallyAsync(
            async () =>
                (await person.NotificationsAsync()).Items is var items
                && items.Select(n => n.Said).SequenceEqual(said)
                && items.Count(n => !n.Read) == await person.UnreadAsync(),
            TimeSpan.FromSeconds(20),
            $"{person.Username} hears [{string.Join(", ", said)}]"
        );
}
