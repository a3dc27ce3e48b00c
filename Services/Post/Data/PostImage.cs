using Social.ServiceDefaults.Errors;

namespace Social.Posts.Data;

/// <summary>An image of a post.</summary>
public sealed class PostImage
{
    public const int MaxAlt = 500;

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
    /// <exception cref="FaultException"><see cref="Fault.Invalid"/>, field alts: too long, or with a null character.</exception>
    public static string[] ValidateAlts(IEnumerable<string> alts)
    {
        string[] kept = [.. alts.Select(alt => alt.ReplaceLineEndings("\n").Trim())];
        if (kept.Any(alt => alt.Length > MaxAlt))
            throw new FaultException(Fault.Invalid, "alts", $"An alternative text has at most {MaxAlt} characters.");
        return kept.Any(alt => alt.Contains('\0', StringComparison.Ordinal))
            ? throw new FaultException(Fault.Invalid, "alts", "An alternative text cannot contain null characters.")
            : kept;
    }
}
