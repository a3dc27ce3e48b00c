namespace Social.Tests.WholeSystem.Hot;

/// <summary>What one page costs behind the gateway.</summary>
/// <param name="Calls">gRPC calls that Profile, Post, Feed, Cache, Chat and Questions serve for it.</param>
/// <param name="Statements">Statements that their databases execute for it, apart from beginning and ending transactions.</param>
/// <param name="Detail">Which.</param>
sealed record PageCost(long Calls, long Statements, string Detail)
{
    public bool IsWithin(PageBound bound) => Calls <= bound.Calls && Statements <= bound.Statements;
}

/// <summary>What a page may cost at most.</summary>
public sealed record PageBound(int Calls, int Statements);

/// <summary>The bounds: a change that makes a page cheaper lowers its bound.</summary>
static class PageBounds
{
    /// <summary>The gateway remembers it, and asks Redis alone whether it still holds.</summary>
    public static readonly PageBound Home = new(0, 0);

    /// <inheritdoc cref="Home"/>
    public static readonly PageBound User = new(0, 0);

    /// <inheritdoc cref="Home"/>
    public static readonly PageBound Post = new(0, 0);

    /// <summary>
    /// Post, and Profile for the mentioned; one more when the copy of the author has gone. Among the statements are those of Feed that the post
    /// sets off, in one round or two.
    /// </summary>
    public static readonly PageBound Compose = new(3, 16);
}
