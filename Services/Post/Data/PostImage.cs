using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Posts.Data;

/// <summary>An image of a post.</summary>
public sealed class PostImage
{
    public static readonly TextRules AltRules = new(SharedLimits.ImageAlt);

    /// <summary>Of the media, random: whoever knows it may see the image.</summary>
    public Guid Id { get; init; }
    public Guid PostId { get; init; }
    public int Position { get; init; }

    /// <summary>Pixels of the full rendition.</summary>
    public int Width { get; init; }
    public int Height { get; init; }

    /// <summary>What a person who cannot see it is told.</summary>
    public required string Alt { get; init; }

    /// <summary>The alternative texts as they are kept.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field alts.</exception>
    public static string[] ValidateAlts(IEnumerable<string> alts) =>
        [.. alts.Select(alt => AltRules.Validate(alt, "alts", "An alternative text"))];
}
