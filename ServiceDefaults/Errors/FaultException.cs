namespace Social.ServiceDefaults.Errors;

/// <summary>A refusal with a text that is safe to show to the caller.</summary>
public sealed class FaultException(Fault fault, string text) : Exception(text)
{
    public FaultException(Fault fault, string field, string text)
        : this(fault, text, new Dictionary<string, string[]> { [field] = [text] }) { }

    public FaultException(IReadOnlyDictionary<string, string[]> errors)
        : this(Fault.Invalid, "The request has invalid fields; see errors.", errors) { }

    public FaultException(Fault fault, string text, IReadOnlyDictionary<string, string[]> errors)
        : this(fault, text) => Errors = errors;

    public Fault Fault => fault;

    /// <summary>What is wrong by field; empty when the refusal is not about a field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; } = new Dictionary<string, string[]>();

    /// <summary>When trying again makes sense, if that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
