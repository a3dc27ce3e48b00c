using Grpc.Core;
using Social.Contracts;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Texts;

namespace Social.Gateway.Notifications;

/// <summary>Composes notifications with people, posts, questions and messages, one call to each service however many there are.</summary>
sealed class NotificationViews(
    AuthorLookup lookup,
    PostService.PostServiceClient posts,
    QuestionService.QuestionServiceClient questions,
    MessageService.MessageServiceClient messages
)
{
    const int Shown = 3;
    const int Excerpt = 100;

    /// <summary>
    /// Those about which something can be shown: a post, a question or a message that is the caller's to see, and somebody whom Profile shows, since its word on
    /// blocks, mutes and deleted accounts is the newest.
    /// </summary>
    public async Task<IReadOnlyList<NotificationJson>> ComposeAsync(
        IReadOnlyCollection<NotificationView> items,
        Guid me,
        CancellationToken stop
    )
    {
        if (items.Count == 0)
            return [];
        var about = items.Select(n => n.PostId).Where(id => id.Length > 0).Distinct().ToList();
        var asked =
            about.Count == 0
                ? Task.FromResult(new PostList())
                : posts.GetPostsAsync(new() { Ids = { about } }, cancellationToken: stop).ResponseAsync;
        var askedAbout = FindQuestionsAsync([.. items.Select(n => n.QuestionId).Where(id => id.Length > 0).Distinct()], stop);
        var mentionedIn = FindMessagesAsync([.. items.Where(n => n.MessageId.Length > 0)], stop);
        var shown = await lookup.FindAsync(items.SelectMany(n => n.ActorIds), excludeMuted: true, stop);
        var found = (await asked).Posts.ToDictionary(p => p.Id);
        var (topics, said) = (await askedAbout, await mentionedIn);
        return
        [
            .. from n in items
            where n.PostId.Length == 0 || found.ContainsKey(n.PostId)
            where n.QuestionId.Length == 0 || topics.ContainsKey(n.QuestionId)
            where n.MessageId.Length == 0 || said.ContainsKey((n.RoomId, n.MessageId))
            let actors = n.ActorIds.Among(shown)
            where actors.Count > 0
            select new NotificationJson(
                Guid.Parse(n.Id),
                n.Kind,
                [.. actors.Take(Shown)],
                n.People - (n.ActorIds.Count - actors.Count) - Math.Min(actors.Count, Shown),
                n.PostId.Length == 0 ? null : Noted(found[n.PostId]),
                n.QuestionId.Length == 0 ? null : Asked(topics[n.QuestionId], me),
                n.MessageId.Length == 0 ? null : Said(said[(n.RoomId, n.MessageId)]),
                n.CommentId.Length == 0 ? null : Guid.Parse(n.CommentId),
                n.AnswerId.Length == 0 ? null : Guid.Parse(n.AnswerId),
                n.At.ToDateTimeOffset(),
                n.Read
            ),
        ];
    }

    static NotificationQuestionJson Asked(QuestionView question, Guid me) =>
        new(Guid.Parse(question.Id), question.Title, question.AuthorId == me.ToString());

    /// <summary>While Questions is unavailable those about questions are left out rather than all of them.</summary>
    async Task<IReadOnlyDictionary<string, QuestionView>> FindQuestionsAsync(IReadOnlyList<string> ids, CancellationToken stop)
    {
        if (ids.Count == 0)
            return new Dictionary<string, QuestionView>();
        try
        {
            var found = await questions.GetQuestionsAsync(new() { Ids = { ids } }, cancellationToken: stop);
            return found.Questions.ToDictionary(q => q.Id);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return new Dictionary<string, QuestionView>();
        }
    }

    /// <summary>While Chat is unavailable those about rooms are left out.</summary>
    async Task<IReadOnlyDictionary<(string Room, string Id), MessageSummary>> FindMessagesAsync(
        IReadOnlyList<NotificationView> about,
        CancellationToken stop
    )
    {
        if (about.Count == 0)
            return new Dictionary<(string, string), MessageSummary>();
        try
        {
            var keys = about.Select(n => new MessageKey { RoomId = n.RoomId, Id = n.MessageId });
            var found = await messages.GetMessageSummariesAsync(new() { Messages = { keys } }, cancellationToken: stop);
            return found.Messages.ToDictionary(m => (m.RoomId, m.Id));
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return new Dictionary<(string, string), MessageSummary>();
        }
    }

    static NotificationRoomJson Said(MessageSummary m) =>
        new(Guid.Parse(m.RoomId), m.RoomName, Guid.Parse(m.Id), m.Sequence, Graphemes.Cut(m.Excerpt, Excerpt));

    static NotificationPostJson Noted(PostView post) =>
        new(
            Guid.Parse(post.Id),
            Graphemes.Cut(post.Text, Excerpt),
            post.Images is [var first, ..] ? ImageJson.From(first).ThumbnailUrl : null
        );
}
