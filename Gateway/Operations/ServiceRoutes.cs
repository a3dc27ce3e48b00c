using Microsoft.AspNetCore.Http.HttpResults;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Operations;

/// <summary>/api/services: the contracts, for people and for programs.</summary>
static class ServiceRoutes
{
    public static void MapServices(this RouteGroupBuilder api)
    {
        var services = api.MapGroup("/services").WithTags("Operations").ProducesProblem(401);
        services.MapGet("", List).WithSummary("Every service, its calls and their shapes");
        services
            .MapGet("/{name}/proto", Proto)
            .WithSummary("The .proto that declares a service, by the service's full name")
            .Produces<string>(contentType: "text/plain")
            .ProducesProblem(404);
    }

    static Ok<CatalogueJson> List(Catalogue catalogue) => TypedResults.Ok(catalogue.Json);

    static ContentHttpResult Proto(string name, Catalogue catalogue) =>
        TypedResults.Text(catalogue.Proto(name) ?? throw new FaultException(Fault.NotFound, "There is no such service."), "text/plain");
}
