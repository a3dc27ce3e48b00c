using System.Net;

namespace Social.Tests.WholeSystem.Gateway;

/// <summary>Who may do what, as written down in access.txt.</summary>
/// <param name="Nobody">What somebody without a token is answered.</param>
/// <param name="Blocked">What somebody is answered whom the owner blocks.</param>
/// <param name="Stranger">What somebody is answered who has nothing to do with the owner.</param>
/// <param name="Owner">What the owner of the thing is answered.</param>
/// <param name="Needs">The services without which the owner is answered 503.</param>
sealed record Access(
    HttpMethod Method,
    string Route,
    HttpStatusCode Nobody,
    HttpStatusCode Blocked,
    HttpStatusCode Stranger,
    HttpStatusCode Owner,
    IReadOnlySet<string> Needs
)
{
    public override string ToString() => $"{Method} {Route}";

    public static IReadOnlyList<Access> Read() =>
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Gateway", "access.txt"))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(words => new Access(
                    new(words[0]),
                    words[1],
                    Status(words[2]),
                    Status(words[3]),
                    Status(words[4]),
                    Status(words[5]),
                    words[6..].ToHashSet()
                )),
        ];

    static HttpStatusCode Status(string text) => Enum.Parse<HttpStatusCode>(text);
}
