using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Gateway.Questions;

/// <summary>/api/questions/images: uploads that the texts of questions and answers show.</summary>
static class QuestionImageRoutes
{
    public static void MapQuestionImages(this RouteGroupBuilder questions) =>
        questions
            .MapPost("/images", Upload)
            .WithSummary("Upload an image for a question or an answer, which shows it by ![alt](url)")
            .WithDescription(
                "A form: the file `image`, and `alt` if there is one. It is deleted after a day unless a text of the uploader shows it by then, "
                    + "and with the last text that does."
            )
            .Accepts<ImageUploadForm>("multipart/form-data")
            .WithMetadata(new RequestSizeLimitAttribute(ImageForm.MaxStoryBody))
            .RequireRateLimiting(Limits.Upload)
            .ProducesProblem(400)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesValidationProblem(422);

    static async Task<Created<ImageJson>> Upload(HttpRequest request, MediaService.MediaServiceClient media, CancellationToken stop)
    {
        var fields = new FormFields("image", 0, "alt");
        var stored = await ImageForm.UploadMediaAsync(request, media, MediaPurpose.Question, fields, stop);
        if (stored is not [var image])
            throw new FaultException(Fault.Invalid, "image", "Send an image.");
        var alt = fields.Texts.GetValueOrDefault("alt", "");
        if (Graphemes.Count(alt) > SharedLimits.ImageAlt)
            throw new FaultException(Fault.Invalid, "alt", $"An alternative text has at most {SharedLimits.ImageAlt} characters.");
        var shown = ImageJson.From(
            new MediaView
            {
                Id = image.Id,
                Width = image.Width,
                Height = image.Height,
                Alt = alt,
            }
        );
        return TypedResults.Created(shown.Url, shown);
    }

    /// <summary>What the form holds; it is read part by part.</summary>
    sealed record ImageUploadForm(IFormFile Image, string? Alt);
}
