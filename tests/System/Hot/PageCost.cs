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

/// <summary>The bounds, each as measured: a change that makes a page cheaper lowers its bound.</summary>
static class PageBounds
{
    public static readonly PageBound Home = new(3, 3);
    public static readonly PageBound User = new(3, 3);
    public static readonly PageBound Post = new(2, 2);
    public static readonly PageBound Compose = new(3, 12);
}
