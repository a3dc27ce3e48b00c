using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace Social.Gateway.Http;

/// <summary>
/// What no call of the API took. Routing sends here, too, what a call would have taken with another content type, because a route that
/// takes everything is nearer than none: that is told apart.
/// </summary>
static class UnknownCalls
{
    public static void MapUnknownCalls(this WebApplication app) =>
        app.MapFallback("/api/{**rest}", Refuse).AllowAnonymous().ExcludeFromDescription();

    static IResult Refuse(HttpContext http, EndpointDataSource routes)
    {
        var taken = routes
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => Fits(route, http.Request))
            .SelectMany(Types)
            .Distinct()
            .ToList();
        return taken.Count > 0
            ? Results.Problem($"This call takes {string.Join(" or ", taken)}.", statusCode: StatusCodes.Status415UnsupportedMediaType)
            : Results.Problem("There is no such call.", statusCode: StatusCodes.Status404NotFound);
    }

    static bool Fits(RouteEndpoint route, HttpRequest request) =>
        route.RoutePattern.RawText is { } text
        && route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(request.Method) == true
        && new TemplateMatcher(TemplateParser.Parse(text), []).TryMatch(request.Path, []);

    static IReadOnlyList<string> Types(RouteEndpoint route) => route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [];
}
