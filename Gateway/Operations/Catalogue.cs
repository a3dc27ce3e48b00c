using System.Collections.Frozen;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Social.Contracts;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Social.Gateway.Operations;

/// <summary>
/// Every service of the contracts, read from the descriptors that were compiled with them: a new .proto is in it by itself. They come
/// from the descriptor sets beside the generated code, because that code carries no comments.
/// </summary>
sealed class Catalogue
{
    const string Set = ".protoset";

    static readonly Assembly Contracts = typeof(EventsReflection).Assembly;

    readonly FrozenDictionary<string, FileDescriptor> files;

    public Catalogue()
    {
        var services = Files().SelectMany(file => file.Services).OrderBy(service => service.FullName, StringComparer.Ordinal).ToList();
        files = services.ToFrozenDictionary(service => service.FullName, service => service.File);
        Json = new("/openapi/v1.json", [.. services.Select(Describe)]);
    }

    /// <summary>As /api/services answers it; it does not change while the process lives.</summary>
    public CatalogueJson Json { get; }

    /// <summary>The text of the .proto that declares a service; null when there is no such service.</summary>
    public string? Proto(string service) => files.TryGetValue(service, out var file) ? new StreamReader(Open(file.Name)).ReadToEnd() : null;

    /// <summary>Each set holds a file and, before it, all that it imports.</summary>
    static IReadOnlyList<FileDescriptor> Files() =>
        FileDescriptor.BuildFromByteStrings(
            Contracts
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(Set, StringComparison.Ordinal))
                .SelectMany(name => FileDescriptorSet.Parser.ParseFrom(Open(name)).File)
                .DistinctBy(file => file.Name)
                .Select(file => file.ToByteString())
        );

    static Stream Open(string name) =>
        Contracts.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"Contracts does not carry {name}.");

    static ServiceJson Describe(ServiceDescriptor service)
    {
        var shapes = new Shapes();
        foreach (var call in service.Methods)
        {
            shapes.Add(call.InputType);
            shapes.Add(call.OutputType);
        }
        return new(
            service.FullName,
            service.Comment(),
            $"/api/services/{service.FullName}/proto",
            [.. service.Methods.Select(Describe)],
            shapes.Messages,
            shapes.Enums
        );
    }

    static CallJson Describe(MethodDescriptor call) =>
        new(
            call.Name,
            call.Comment(),
            (call.IsClientStreaming, call.IsServerStreaming) switch
            {
                (false, false) => "unary",
                (true, false) => "clientStreaming",
                (false, true) => "serverStreaming",
                (true, true) => "duplexStreaming",
            },
            call.GetOptions()?.IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.NoSideEffects,
            call.InputType.FullName,
            call.OutputType.FullName
        );
}
