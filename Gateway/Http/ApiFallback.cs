using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace Social.Gateway.Http;

/// <summary>
/// Requests to /api that no route matched. Routing sends here, too, what a call would have taken with another content type, because a route that
/// takes everything is nearer than none: that is told apart.
/// </summary>
static class ApiFallback
{
    public static void MapApiFallback(this WebApplication app) =>
        app.MapFallback("/api/{**rest}", Refuse).AllowAnonymous().ExcludeFromDescription();

    static IResult Refuse(HttpContext http, EndpointDataSource routes, ParameterPolicyFactory policies)
    {
        var here = routes.Endpoints.OfType<RouteEndpoint>().Where(route => IsAt(route, http, policies)).ToList();
        var allowed = here.SelectMany(Methods).Distinct().Order(StringComparer.Ordinal).ToList();
        if (allowed.Count > 0 && !allowed.Contains(http.Request.Method))
        {
            http.Response.Headers.Allow = string.Join(", ", allowed);
            return Results.Problem(
                $"This address takes {string.Join(" or ", allowed)}.",
                statusCode: StatusCodes.Status405MethodNotAllowed
            );
        }
        var taken = here.Where(route => Methods(route).Contains(http.Request.Method)).SelectMany(Types).Distinct().ToList();
        return taken.Count > 0
            ? Results.Problem($"This call takes {string.Join(" or ", taken)}.", statusCode: StatusCodes.Status415UnsupportedMediaType)
            : Results.Problem("There is no such call.", statusCode: StatusCodes.Status404NotFound);
    }

    /// <summary>Whether the address is the route's: an id that is none is nowhere.</summary>
    static bool IsAt(RouteEndpoint route, HttpContext http, ParameterPolicyFactory policies)
    {
        var values = new RouteValueDictionary();
        return route.RoutePattern.RawText is { } text
            && text.StartsWith("/api/", StringComparison.Ordinal)
            && new TemplateMatcher(TemplateParser.Parse(text), []).TryMatch(http.Request.Path, values)
            && route.RoutePattern.Parameters.All(parameter =>
                parameter
                    .ParameterPolicies.Select(policy => policies.Create(parameter, policy))
                    .OfType<IRouteConstraint>()
                    .All(constraint => constraint.Match(http, null, parameter.Name, values, RouteDirection.IncomingRequest))
            );
    }

    /// <summary>None for a route that takes all, such as this one. Whatever can be read can be asked for by HEAD.</summary>
    static IEnumerable<string> Methods(RouteEndpoint route)
    {
        var methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        return methods.Contains(HttpMethods.Get) ? methods.Append(HttpMethods.Head) : methods;
    }

    static IReadOnlyList<string> Types(RouteEndpoint route) => route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? [];
}
