namespace Social.ServiceDefaults.Texts;

/// <summary>
/// Unicode's normal form C: a letter with its marks is one character, whatever keyboard wrote it. The runtime composes with ICU, so a
/// process that normalizes does not set InvariantGlobalization.
/// </summary>
public static class NormalForm
{
    static readonly bool Composes = "e\u0301".Normalize() == "\u00e9";

    /// <exception cref="InvalidOperationException">The process runs without ICU, where nothing would be composed.</exception>
    public static string Compose(string text) =>
        Composes
            ? text.Normalize()
            : throw new InvalidOperationException("Texts are normalized with ICU, which this process turned off (InvariantGlobalization).");
}
