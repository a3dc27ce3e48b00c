using Social.Questions.Rendering;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Data;

/// <summary>What a question says, checked.</summary>
public sealed record QuestionText(string Title, RenderedText Body, string[] Tags)
{
    /// <summary>Images that a body shows.</summary>
    public const int MaxImages = 20;

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>: title, body, tags, by field.</exception>
    public static QuestionText Validate(string title, string body, IReadOnlyCollection<string> tags)
    {
        var errors = new Dictionary<string, string[]>();
        if (Question.TitleRules.Error(title, "A title", out var kept) is { } wrong)
            errors["title"] = [wrong];
        else if (Graphemes.Count(kept) is < Question.MinTitle and var characters)
            errors["title"] = [$"A title has at least {Question.MinTitle} characters; this one has {characters}."];
        string[] keys = [];
        try
        {
            keys = TagName.ValidateAll(tags);
        }
        catch (FaultException e)
        {
            errors["tags"] = [e.Message];
        }
        RenderedText? rendered = null;
        try
        {
            rendered = ValidateBody(body, "A question");
        }
        catch (FaultException e)
        {
            errors["body"] = [e.Message];
        }
        return errors.Count == 0 ? new(kept, rendered!, keys) : throw new FaultException(errors);
    }

    /// <summary>A body of a question or an answer as it is kept, and as it is shown.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field body.</exception>
    public static RenderedText ValidateBody(string body, string what)
    {
        var source = Question.BodyRules.Validate(body, "body", what);
        if (source.Length == 0)
            throw new FaultException(Fault.Invalid, "body", $"{what} needs a body.");
        var rendered = MarkdownRenderer.Render(source);
        return rendered.Images.Length <= MaxImages
            ? rendered
            : throw new FaultException(
                Fault.Invalid,
                "body",
                $"{what} shows at most {MaxImages} images; this one has {rendered.Images.Length}."
            );
    }
}
