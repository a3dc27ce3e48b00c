using System.Globalization;

namespace Social.Seed.Plan;

/// <summary>
/// A friendship graph as a file: two numbers a line, apart by blanks or a comma, further columns ignored; lines that begin with % or # are
/// comments.
/// </summary>
public static class EdgeList
{
    /// <exception cref="SeedException">There is no such file, a line is something else, or it holds no friendship.</exception>
    public static FriendGraph Read(string path)
    {
        if (!File.Exists(path))
            throw new SeedException($"There is no file {Path.GetFullPath(path)} to seed from.");
        var numbers = new Dictionary<long, int>();
        var pairs = new HashSet<(int, int)>();
        var line = 0;
        foreach (var text in ReadLines(path))
        {
            line++;
            if (text.Length == 0 || text[0] is '%' or '#')
                continue;
            var parts = text.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2 || !TryParse(parts[0], out var a) || !TryParse(parts[1], out var b))
                throw new SeedException($"{path}, line {line}: expected two numbers, found \"{text}\".");
            var (x, y) = (Renumber(a), Renumber(b));
            if (x != y)
                pairs.Add((Math.Min(x, y), Math.Max(x, y)));
        }
        return pairs.Count > 0 ? new(numbers.Count, [.. pairs.Order()]) : throw new SeedException($"{path} holds no friendship.");

        int Renumber(long n) => numbers.TryGetValue(n, out var known) ? known : numbers[n] = numbers.Count;
        static bool TryParse(string text, out long n) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out n);
    }

    static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SeedException($"{path} cannot be read: {e.Message}");
        }
    }
}
