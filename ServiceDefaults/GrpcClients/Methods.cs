using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Social.ServiceDefaults.GrpcClients;

static class Methods
{
    /// <summary>Full names of the methods that the .proto marks <c>NO_SIDE_EFFECTS</c>: those alone may be tried again.</summary>
    public static FrozenSet<string> WithoutSideEffects(Type client)
    {
        // Generated: class PostService { static Descriptor; class PostServiceClient }. A client of ours may derive from that one.
        for (var type = client; type is not null; type = type.BaseType)
            if (
                type.DeclaringType?.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
                is ServiceDescriptor service
            )
                return service.Methods.Where(IsSafe).Select(method => $"/{service.FullName}/{method.Name}").ToFrozenSet();
        throw new ArgumentException($"{client} is not a generated gRPC client.", nameof(client));
    }

    static bool IsSafe(MethodDescriptor method) =>
        // What a client streams cannot be sent a second time.
        !method.IsClientStreaming && method.GetOptions()?.IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.NoSideEffects;
}
