using Google.Protobuf.Reflection;

namespace Social.Gateway.Operations;

/// <summary>The messages and enums that some calls speak of, each once: those named first, then what their fields hold.</summary>
sealed class Shapes
{
    readonly List<MessageJson> messages = [];
    readonly List<EnumJson> enums = [];
    readonly HashSet<string> seen = [];

    public IReadOnlyList<MessageJson> Messages => messages;
    public IReadOnlyList<EnumJson> Enums => enums;

    public void Add(MessageDescriptor message)
    {
        // A message may hold itself.
        if (!seen.Add(message.FullName))
            return;
        var fields = message.Fields.InDeclarationOrder();
        messages.Add(new(message.FullName, message.Comment(), [.. fields.Select(Describe)]));
        foreach (var field in fields.Select(Value))
            if (field.FieldType is FieldType.Message or FieldType.Group)
                Add(field.MessageType);
            else if (field.FieldType == FieldType.Enum)
                Add(field.EnumType);
    }

    void Add(EnumDescriptor type)
    {
        if (seen.Add(type.FullName))
            enums.Add(
                new(
                    type.FullName,
                    type.Comment(),
                    [.. type.Values.Select(value => new ValueJson(value.Name, value.Number, value.Comment()))]
                )
            );
    }

    static FieldJson Describe(FieldDescriptor field) =>
        new(
            field.Name,
            field.JsonName,
            field.FieldNumber,
            TypeOf(Value(field)),
            field.IsMap ? "map"
                : field.IsRepeated ? "repeated"
                : field.ContainingOneof is { IsSynthetic: true } ? "optional"
                : "single",
            field.IsMap ? TypeOf(Key(field)) : null,
            field.RealContainingOneof?.Name,
            field.Comment()
        );

    /// <summary>The field that says what is in a field: of a map its value, of every other itself.</summary>
    static FieldDescriptor Value(FieldDescriptor field) => field.IsMap ? field.MessageType.FindFieldByNumber(2) : field;

    static FieldDescriptor Key(FieldDescriptor map) => map.MessageType.FindFieldByNumber(1);

    /// <summary>As a .proto writes it.</summary>
    static string TypeOf(FieldDescriptor field) =>
        field.FieldType switch
        {
            FieldType.Message or FieldType.Group => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var scalar => scalar.ToString().ToLowerInvariant(),
        };
}

static class Comments
{
    /// <summary>What the .proto says above a thing and behind it, as one line; empty when it says nothing.</summary>
    public static string Comment(this DescriptorBase descriptor) =>
        descriptor.Declaration is { } said
            ? string.Join(
                ' ',
                $"{said.LeadingComments} {said.TrailingComments}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            )
            : "";
}
