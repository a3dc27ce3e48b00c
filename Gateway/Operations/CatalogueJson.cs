namespace Social.Gateway.Operations;

/// <summary>What the system can do: the public calls by a link, those between its processes in full.</summary>
/// <param name="OpenApi">Where the document of the public API is.</param>
/// <param name="Services">Every gRPC service, by name.</param>
public sealed partial record CatalogueJson(string OpenApi, IReadOnlyList<ServiceJson> Services);

/// <summary>A gRPC service.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Description">What its .proto says of it; empty when nothing, here as below.</param>
/// <param name="Proto">Where the text of its .proto is.</param>
/// <param name="Calls">In the order of the .proto.</param>
/// <param name="Messages">Every message that is sent or answered, and those within them.</param>
/// <param name="Enums">Every enum within those.</param>
public sealed record ServiceJson(
    string Name,
    string Description,
    string Proto,
    IReadOnlyList<CallJson> Calls,
    IReadOnlyList<MessageJson> Messages,
    IReadOnlyList<EnumJson> Enums
);

/// <summary>A call of a service.</summary>
/// <param name="Name">Of the call; /{service}/{name} is its path.</param>
/// <param name="Description">What it does.</param>
/// <param name="Kind">`unary`, `clientStreaming`, `serverStreaming` or `duplexStreaming`.</param>
/// <param name="ReadOnly">Whether it only reads (NO_SIDE_EFFECTS), so that it may be tried again.</param>
/// <param name="Request">The full name of the message that is sent.</param>
/// <param name="Response">The full name of the message that is answered.</param>
public sealed record CallJson(string Name, string Description, string Kind, bool ReadOnly, string Request, string Response);

/// <summary>The shape of a message.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Fields">In the order of the .proto.</param>
public sealed record MessageJson(string Name, string Description, IReadOnlyList<FieldJson> Fields);

/// <summary>A field of a message.</summary>
/// <param name="Name">As the .proto writes it.</param>
/// <param name="JsonName">As protobuf's JSON writes it.</param>
/// <param name="Number">By which it travels.</param>
/// <param name="Type">A scalar as the .proto writes it, or the full name of a message or enum; of a map its values'.</param>
/// <param name="Label">`single`, `optional` (one can tell whether it is set), `repeated` or `map`.</param>
/// <param name="KeyType">The scalar type of a map's keys; null for other fields.</param>
/// <param name="OneOf">Of the fields with the same name here at most one is set; null for a field on its own.</param>
/// <param name="Description">What it means.</param>
public sealed record FieldJson(
    string Name,
    string JsonName,
    int Number,
    string Type,
    string Label,
    string? KeyType,
    string? OneOf,
    string Description
);

/// <summary>The shape of an enum.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Description">What it tells.</param>
/// <param name="Values">In the order of the .proto.</param>
public sealed record EnumJson(string Name, string Description, IReadOnlyList<ValueJson> Values);

/// <summary>A value of an enum.</summary>
/// <param name="Name">As the .proto writes it.</param>
/// <param name="Number">By which it travels.</param>
/// <param name="Description">What it means.</param>
public sealed record ValueJson(string Name, int Number, string Description);
