using System.Text.Json;
using System.Text.Json.Serialization;
using Social.Contracts;
using Social.Feeds.Data;

namespace Social.Feeds.Push;

/// <summary>
/// Says in JSON what a browser needs to tell of a notification in its own language, and where it leads; nothing of what was written:
/// <c>{"id":"…","kind":"like","actor":{"name":"Ada","username":"ada"},"people":3,"postId":"…"}</c>, with <c>questionId</c> and
/// <c>answerId</c>, or <c>roomId</c>, instead of <c>postId</c>.
/// </summary>
public sealed class PushComposer(ProfileService.ProfileServiceClient profiles)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The messages of which something can be told.</summary>
    public async Task<IReadOnlyList<(DuePush Push, PushEnvelope Envelope)>> ComposeAsync(
        IReadOnlyCollection<DuePush> due,
        CancellationToken stop
    )
    {
        string[] actors = [.. due.Where(p => p.Kind is not null).Select(p => p.ActorId).OfType<Guid>().Distinct().Select(id => $"{id}")];
        if (actors.Length == 0)
            return [];
        var found = await profiles.GetProfilesAsync(new() { UserIds = { actors } }, cancellationToken: stop);
        var people = found.Profiles.ToDictionary(p => p.Id);
        var composed = new List<(DuePush, PushEnvelope)>();
        foreach (var push in due)
            if (push.Kind is { } kind && people.TryGetValue($"{push.ActorId}", out var actor))
            {
                var content = JsonSerializer.Serialize(Content(push, kind, actor), Json);
                composed.Add((push, new(push.Endpoint, push.P256dh, push.Auth, push.NotificationId, content)));
            }
        return composed;
    }

    static object Content(DuePush push, string kind, ProfileView actor)
    {
        var (isQuestion, isRoom) = (Kinds.IsAboutQuestion(kind), kind == Kinds.ChatMention);
        return new
        {
            id = push.NotificationId,
            kind,
            actor = new { name = actor.DisplayName, username = actor.Username },
            people = push.People,
            postId = isQuestion || isRoom ? null : push.PostId,
            questionId = isQuestion ? push.PostId : null,
            answerId = kind is Kinds.Answer or Kinds.Accepted or Kinds.Vote && push.Source != push.PostId ? push.Source : null,
            roomId = isRoom ? push.PostId : null,
        };
    }
}
