namespace Aspire.Hosting.ApplicationModel;

public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}

/// <summary>Random characters, <see cref="MinLength"/> of them.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    const string Plain = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ0123456789";

    public int MinLength { get; set; } = 22;
    public bool Special { get; set; } = true;

    public override string GetDefaultValue() => RandomNumberGenerator.GetString(Special ? Plain + "-_.()*~!" : Plain, MinLength);
}

/// <summary>A value given from outside, by the configuration key <c>Parameters:name</c>.</summary>
public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
    : Resource(name),
        IExpressionValue
{
    string? value;

    public bool Secret => secret;
    public ParameterDefault? Default { get; set; }
    public string ValueExpression => $"{{{Name}.value}}";

    /// <exception cref="MissingParameterValueException">Nothing in the configuration gives it and it has no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(value ??= callback(Default));
}
