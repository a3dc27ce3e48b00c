namespace Social.ServiceDefaults.Texts;

public enum TextEntityKind
{
    /// <summary>@ and a username. Whether somebody has it is not asked here.</summary>
    Mention,

    /// <summary># and a word.</summary>
    Tag,

    /// <summary>An address of the web with its scheme.</summary>
    Link,
}

/// <summary>A part of a text that leads somewhere.</summary>
/// <param name="Start">Code points before it.</param>
/// <param name="End">Code points before what follows it.</param>
/// <param name="Value">A username in lower case, a tag as it is written without its sign, or an address.</param>
public sealed record TextEntity(TextEntityKind Kind, int Start, int End, string Value);
