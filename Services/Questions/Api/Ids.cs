using Social.Questions.Data;
using Social.ServiceDefaults.Errors;

namespace Social.Questions.Api;

/// <summary>Ids as they come: one that is none names nothing.</summary>
static class Ids
{
    public static Guid Question(string text) => Guid.TryParse(text, out var id) ? id : throw QuestionAccess.NoSuchQuestion();

    public static Guid Answer(string text) => Guid.TryParse(text, out var id) ? id : throw QuestionAccess.NoSuchAnswer();

    public static Guid Comment(string text) => Guid.TryParse(text, out var id) ? id : throw NoSuchComment();

    /// <summary>Null for an empty text.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>.</exception>
    public static Guid? Optional(string text, string name) =>
        text.Length == 0 ? null
        : Guid.TryParse(text, out var id) ? id
        : throw new FaultException(Fault.Malformed, $"{name} is not an id.");

    public static FaultException NoSuchComment() => new(Fault.NotFound, "There is no such comment.");

    public static string ToText(this Guid? id) => id?.ToString() ?? "";
}
