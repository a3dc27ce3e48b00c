using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Social.Gateway.Http;

/// <summary>A body or an answer that shows in the API document what it looks like. Tests send the former and compare the latter.</summary>
public interface IOpenApiExample<TSelf>
{
    static abstract TSelf Example { get; }
}

/// <summary>Finds the example of a type.</summary>
static class Examples
{
    static readonly ConcurrentDictionary<Type, object?> Known = [];

    /// <summary>The type's example as the API writes it; of a page, a page with one; null when it has none.</summary>
    public static JsonNode? Get(Type? type, JsonSerializerOptions json)
    {
        if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Page<>))
            return Get(type.GenericTypeArguments[0], json) is { } item
                ? new JsonObject { ["items"] = new JsonArray(item), ["next"] = null }
                : null;
        return type is not null && Known.GetOrAdd(type, Find) is { } example ? JsonSerializer.SerializeToNode(example, type, json) : null;
    }

    static object? Find(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOpenApiExample<>))
            ? type.GetProperty(nameof(IOpenApiExample<>.Example))!.GetValue(null)
            : null;
}
