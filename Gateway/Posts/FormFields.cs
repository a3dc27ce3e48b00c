using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Gateway.Posts;

/// <summary>What a form with images holds: them, single texts by name, and `alts`, one for each image, in order.</summary>
/// <param name="file">The name of its images.</param>
/// <param name="maxAlts">As many images as the form takes; 0: it has no descriptions.</param>
/// <param name="names">Of the texts.</param>
sealed class FormFields(string file, int maxAlts, params string[] names)
{
    const string AltField = "alts";

    public Dictionary<string, string> Texts { get; } = [];

    public List<string> Alts { get; } = [];

    /// <summary>Whether the part of this name is an image; else it is a text.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>: the form has no such part.</exception>
    public bool IsImage(string name)
    {
        if (name == file)
            return true;
        if (names.Contains(name) || (name == AltField && maxAlts > 0))
            return false;
        string[] known = [file, .. names, .. maxAlts > 0 ? (string[])[AltField] : []];
        throw new FaultException(
            Fault.Invalid,
            Graphemes.Cut(name, SharedLimits.FileName),
            $"This form takes no such part; it takes {string.Join(", ", known)}."
        );
    }

    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>: more descriptions than images, or a text that came before.</exception>
    public void Add(string name, string text)
    {
        if (name == AltField && Alts.Count == maxAlts)
            throw new FaultException(Fault.Invalid, AltField, $"There are at most {maxAlts} images here, and so descriptions.");
        if (name == AltField)
            Alts.Add(text);
        else if (!Texts.TryAdd(name, text))
            throw new FaultException(Fault.Invalid, name, "Send this part once.");
    }
}
