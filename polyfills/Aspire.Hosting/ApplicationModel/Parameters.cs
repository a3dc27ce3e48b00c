using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}

/// <summary>Random characters, at least <see cref="MinLength"/> of them.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    public int MinLength { get; set; } = 22;
    public bool Lower { get; set; } = true;
    public bool Upper { get; set; } = true;
    public bool Numeric { get; set; } = true;
    public bool Special { get; set; } = true;

    public override string GetDefaultValue() =>
        RandomNumberGenerator.GetString(
            (Lower ? "abcdefghjkmnpqrstuvwxyz" : "")
                + (Upper ? "ABCDEFGHJKMNPQRSTUVWXYZ" : "")
                + (Numeric ? "0123456789" : "")
                + (Special ? "-_.()*~!" : ""),
            MinLength
        );
}

/// <summary>A value given from outside, by the configuration key <c>Parameters:name</c>.</summary>
public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
    : Resource(name),
        IExpressionValue
{
    string? value;

    public bool Secret => secret;
    public ParameterDefault? Default { get; set; }
    public bool IsConnectionString { get; set; }
    public string? Description { get; set; }
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The value.</summary>
    /// <exception cref="MissingParameterValueException">Nothing in the configuration gives it and it has no default.</exception>
    public string Value => value ??= callback(Default);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(Value);
}
