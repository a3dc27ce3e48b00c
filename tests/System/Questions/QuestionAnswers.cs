using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Questions;

public sealed record QuestionAuthorAnswer(Guid Id, string Username, int Reputation);

public sealed record QuestionAnswer(
    Guid Id,
    QuestionAuthorAnswer? Author,
    string Title,
    string Excerpt,
    IReadOnlyList<string> Tags,
    int Score,
    int Answers,
    long Views,
    Guid? AcceptedAnswerId,
    Guid? DuplicateOf,
    int MyVote,
    bool Followed,
    DateTimeOffset? EditedAt,
    MatchAnswer? Match
);

public sealed record MatchAnswer(IReadOnlyList<SegmentAnswer> Title, IReadOnlyList<SegmentAnswer> Excerpt, Guid? AnswerId);

public sealed record SegmentAnswer(string Text, bool Hit);

public sealed record RemarkAnswer(Guid Id, Guid QuestionId, Guid? AnswerId, AuthorAnswer? Author, string Text);

public sealed record AnswerAnswer(
    Guid Id,
    Guid QuestionId,
    QuestionAuthorAnswer? Author,
    string Body,
    string BodyHtml,
    int Score,
    bool Accepted,
    int MyVote,
    DateTimeOffset? EditedAt,
    IReadOnlyList<RemarkAnswer> Comments
);

public sealed record QuestionDetailAnswer(
    QuestionAnswer Question,
    string Body,
    string BodyHtml,
    IReadOnlyList<AuthorAnswer> Mentions,
    IReadOnlyList<RemarkAnswer> Comments,
    Page<AnswerAnswer> Answers
);

public sealed record QuestionEditAnswer(string Title, string Body, IReadOnlyList<string> Tags);

public sealed record QuestionTagAnswer(string Tag, string Description, int Questions, bool Followed);

public sealed record ScoreAnswer(int Score);
