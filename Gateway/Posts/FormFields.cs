using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Posts;

/// <summary>What a form with images holds besides them: single texts by name, and `alts`, one for each image, in order.</summary>
/// <param name="maxAlts">As many images as the form takes; 0: it has no descriptions.</param>
/// <param name="names">Of the texts.</param>
sealed class FormFields(int maxAlts, params string[] names)
{
    const string AltField = "alts";

    /// <summary>Of a field that comes twice the last one.</summary>
    public Dictionary<string, string> Texts { get; } = [];

    public List<string> Alts { get; } = [];

    public bool Takes(string name) => names.Contains(name) || (name == AltField && maxAlts > 0);

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>: more descriptions than images.</exception>
    public void Add(string name, string text)
    {
        if (name != AltField)
            Texts[name] = text;
        else if (Alts.Count < maxAlts)
            Alts.Add(text);
        else
            throw new FaultException(Fault.Invalid, AltField, $"There are at most {maxAlts} images here, and so descriptions.");
    }
}
