using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Social.ServiceDefaults.Inspection;

/// <summary>The files that declare what this process serves, found by their names and by what they declare.</summary>
sealed class Descriptors
{
    readonly Dictionary<string, FileDescriptor> files = [];
    readonly Dictionary<string, FileDescriptor> symbols = [];
    readonly HashSet<string> messages = [];

    public Descriptors(Served served)
    {
        foreach (var service in served.Services.Values)
            Add(service.File);
    }

    /// <summary>The file and, before it, all that it imports; null when there is none.</summary>
    public IEnumerable<ByteString>? ByName(string file) => files.TryGetValue(file, out var found) ? WithImports(found) : null;

    /// <summary>The file that declares a service, method, message, field or enum, with its imports; null when none does.</summary>
    public IEnumerable<ByteString>? BySymbol(string symbol) => symbols.TryGetValue(symbol, out var found) ? WithImports(found) : null;

    public bool HasMessage(string name) => messages.Contains(name);

    void Add(FileDescriptor file)
    {
        if (!files.TryAdd(file.Name, file))
            return;
        foreach (var service in file.Services)
        {
            symbols[service.FullName] = file;
            foreach (var method in service.Methods)
                symbols[method.FullName] = file;
        }
        foreach (var type in file.EnumTypes)
            symbols[type.FullName] = file;
        foreach (var message in file.MessageTypes)
            Add(message);
        foreach (var import in file.Dependencies)
            Add(import);
    }

    void Add(MessageDescriptor message)
    {
        messages.Add(message.FullName);
        symbols[message.FullName] = message.File;
        foreach (var field in message.Fields.InDeclarationOrder())
            symbols[field.FullName] = message.File;
        foreach (var type in message.EnumTypes)
            symbols[type.FullName] = message.File;
        foreach (var nested in message.NestedTypes)
            Add(nested);
    }

    static IEnumerable<ByteString> WithImports(FileDescriptor file) =>
        file.Dependencies.SelectMany(WithImports).Append(file.SerializedData).Distinct();
}
