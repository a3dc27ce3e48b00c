using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Social.ServiceDefaults.Inspection;

/// <summary>The gRPC services of this process, as they are mapped: whoever adds one need not tell anybody.</summary>
sealed class Served(EndpointDataSource endpoints)
{
    readonly Lazy<IReadOnlyDictionary<string, ServiceDescriptor>> services = new(() =>
        endpoints
            .Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType)
            .OfType<Type>()
            .Distinct()
            .Select(Descriptor)
            .ToDictionary(service => service.FullName)
    );

    /// <summary>By full name.</summary>
    public IReadOnlyDictionary<string, ServiceDescriptor> Services => services.Value;

    // Generated: class PostService { static Descriptor; [BindServiceMethod(typeof(PostService), ...)] class PostServiceBase }.
    static ServiceDescriptor Descriptor(Type implementation) =>
        implementation
            .GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
            ?.BindType.GetProperty(nameof(Descriptor), BindingFlags.Public | BindingFlags.Static)
            ?.GetValue(null) as ServiceDescriptor
        ?? throw new InvalidOperationException($"{implementation} does not derive from a generated service.");
}
