using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Social.Gateway.Http;

/// <summary>The OpenAPI document, made from the routes themselves, and a page to try them.</summary>
public static class ApiDocument
{
    public static void AddApiDocument(this WebApplicationBuilder builder)
    {
        // Numbers are numbers, in what is read as in the document: by default "5" is one, too, and clients would have to expect it.
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            // A misspelt field would be taken for an absent one.
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            // Of two of one name it would not be said which was taken.
            json.SerializerOptions.AllowDuplicateProperties = false;
        });
        builder.Services.AddOpenApi(
            "v1",
            options =>
            {
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info.Title = "Social";
                        document.Info.Description = "The public API of Social. Refusals are problem+json; lists take limit and cursor.";
                        // Wherever the document was fetched from: what is committed for the web app names no machine.
                        document.Servers = [new() { Url = "/" }];
                        document.Components ??= new();
                        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.Http,
                            Scheme = "bearer",
                            BearerFormat = "JWT",
                        };
                        return Task.CompletedTask;
                    }
                );
                options.AddOperationTransformer(DescribeAsync);
                options.AddOperationTransformer(ShowAsync);
            }
        );
    }

    /// <summary>The page to try it at /docs. It is no route, so it stands before the part of the pipeline that asks for a token.</summary>
    public static void UseApiPage(this WebApplication app) =>
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = "docs";
            options.SwaggerEndpoint("/openapi/v1.json", "Social v1");
        });

    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
            return Task.CompletedTask;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = [] }];
        return Task.CompletedTask;
    }

    /// <summary>Shows what bodies and answers look like.</summary>
    static Task ShowAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAcceptsMetadata>().LastOrDefault()?.RequestType;
        if (operation.RequestBody?.Content?.TryGetValue("application/json", out var sent) == true)
            sent.Example = Examples.Get(body, json);
        foreach (var answer in context.Description.SupportedResponseTypes)
            if (
                operation.Responses?[answer.StatusCode.ToString(CultureInfo.InvariantCulture)].Content?.TryGetValue(
                    "application/json",
                    out var shown
                ) == true
            )
                shown.Example = Examples.Get(answer.Type, json);
        return Task.CompletedTask;
    }
}
