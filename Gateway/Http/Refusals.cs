using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grpc.Core;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Http;

/// <summary>Maps every refusal, the gateway's or a service's, to problem+json (RFC 9457). Texts of bugs stay in the log.</summary>
public static class Refusals
{
    public static void AddRefusals(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context =>
            {
                context.ProblemDetails.Extensions["traceId"] = (Activity.Current?.TraceId ?? default).ToString();
                context.ProblemDetails.Detail ??= Explain(context.ProblemDetails.Status);
                context.ProblemDetails.Type ??= TypeOf(context.ProblemDetails.Status);
            }
        );
        builder.Services.AddExceptionHandler<RefusalHandler>();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>First in the pipeline, so that whatever fails below is answered in one shape.</summary>
    public static void UseRefusals(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                // A client that left cancels the calls behind its request; gRPC reports that as an error of its own kind.
                SuppressDiagnosticsCallback = context =>
                    RefusalHandler.IsRefusal(context.Exception) || context.HttpContext.RequestAborted.IsCancellationRequested,
            }
        );
        app.UseStatusCodePages();
    }

    /// <summary>Where the framework names none for a status: the section that defines it.</summary>
    static string TypeOf(int? status) =>
        status switch
        {
            StatusCodes.Status413PayloadTooLarge => "https://tools.ietf.org/html/rfc9110#section-15.5.14",
            StatusCodes.Status429TooManyRequests => "https://tools.ietf.org/html/rfc6585#section-4",
            _ => "about:blank",
        };

    static string? Explain(int? status) =>
        status switch
        {
            StatusCodes.Status401Unauthorized => "This call needs a valid access token: log in, or refresh the session.",
            StatusCodes.Status403Forbidden => "You can't do that.",
            StatusCodes.Status404NotFound => "There is nothing here.",
            StatusCodes.Status405MethodNotAllowed => "This address does not take that method.",
            StatusCodes.Status415UnsupportedMediaType => "This call does not take a body of that content type.",
            _ => null,
        };
}

sealed partial class RefusalHandler(IProblemDetailsService problems, ILogger<RefusalHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        if (http.RequestAborted.IsCancellationRequested)
            return true; // nobody is there to be answered
        var refusal = Read(exception);
        if (refusal is null)
            Failed(log, http.Request.Method, http.Request.Path, exception);
        var problem =
            refusal
            ?? new(
                StatusCodes.Status500InternalServerError,
                "Something went wrong on our side. Try again; if it stays, tell us the trace id."
            );
        http.Response.StatusCode = problem.Status;
        var patience = problem.RetryAfter ?? (problem.Status == StatusCodes.Status503ServiceUnavailable ? TimeSpan.FromSeconds(2) : null);
        if (patience is { } wait)
            http.Response.Headers.RetryAfter = ((int)Math.Max(1, Math.Ceiling(wait.TotalSeconds))).ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
        ProblemDetails details = problem.Errors.Count > 0 ? new HttpValidationProblemDetails(problem.Errors) : new ProblemDetails();
        details.Status = problem.Status;
        details.Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Status);
        details.Detail = problem.Text;
        await problems.WriteAsync(new() { HttpContext = http, ProblemDetails = details });
        return true;
    }

    /// <summary>Whether this is a refusal, which the caller is told of, and no bug.</summary>
    public static bool IsRefusal(Exception exception) => Read(exception) is not null;

    sealed record Refusal(int Status, string Text)
    {
        public Dictionary<string, string[]> Errors { get; init; } = [];
        public TimeSpan? RetryAfter { get; init; }
    }

    static Refusal? Read(Exception exception) =>
        exception switch
        {
            FaultException e => ToRefusal(e),
            RpcException e when e.ToFault() is { } fault => ToRefusal(fault),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(
                StatusCodes.Status413PayloadTooLarge,
                "The body is larger than this call takes."
            ),
            BadHttpRequestException { InnerException: JsonException e } => Unreadable(e),
            JsonException e => Unreadable(e),
            BadHttpRequestException e => new(
                e.StatusCode,
                e.StatusCode == StatusCodes.Status415UnsupportedMediaType ? "This call takes application/json." : Unbindable(e.Message)
            ),
            _ => null,
        };

    // Of what a caller sent: the services' answers are no JSON.
    static Refusal Unreadable(JsonException e) =>
        Unknown().Match(e.Message) is { Success: true } unknown
            ? new(StatusCodes.Status422UnprocessableEntity, "The body says something that this call does not take.")
            {
                Errors = { [unknown.Groups["name"].Value] = ["This call takes no such member."] },
            }
        : e.Path is { Length: > 1 } path ? new(StatusCodes.Status400BadRequest, $"The body is not the JSON this call takes: see {path}.")
        : new(StatusCodes.Status400BadRequest, "The body is not JSON.");

    /// <summary>The framework's sentences name the types of our code; of these only the parameter's name and value are said.</summary>
    static string Unbindable(string message) =>
        Unparsed().Match(message) is { Success: true } unparsed
            ? $"The parameter '{NameOf(unparsed)}' cannot be '{unparsed.Groups["value"].Value}'."
        : Missing().Match(message) is { Success: true } missing ? $"The parameter '{NameOf(missing)}' is missing."
        : "The request is not of the form that this call takes.";

    static string NameOf(Match match) => JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value);

    [GeneratedRegex("^Failed to bind parameter \"[^\"]* (?<name>[^\" ]+)\" from \"(?<value>.*)\"\\.$")]
    private static partial Regex Unparsed();

    [GeneratedRegex("^Required parameter \"[^\"]* (?<name>[^\" ]+)\" was not provided")]
    private static partial Regex Missing();

    // A longer name is only said to be unreadable.
    [GeneratedRegex("^The JSON property '(?<name>[^']{1,100})' could not be mapped")]
    private static partial Regex Unknown();

    static Refusal ToRefusal(FaultException fault) =>
        new(StatusOf(fault.Fault), fault.Message) { Errors = new(fault.Errors), RetryAfter = fault.RetryAfter };

    static int StatusOf(Fault fault) =>
        fault switch
        {
            Fault.Malformed => StatusCodes.Status400BadRequest,
            Fault.Unauthenticated => StatusCodes.Status401Unauthorized,
            Fault.Forbidden => StatusCodes.Status403Forbidden,
            Fault.NotFound => StatusCodes.Status404NotFound,
            Fault.Conflict => StatusCodes.Status409Conflict,
            Fault.TooLarge => StatusCodes.Status413PayloadTooLarge,
            Fault.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
            Fault.Invalid => StatusCodes.Status422UnprocessableEntity,
            Fault.TooMany => StatusCodes.Status429TooManyRequests,
            Fault.Unavailable => StatusCodes.Status503ServiceUnavailable,
        };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    static partial void Failed(ILogger log, string method, string path, Exception exception);
}
