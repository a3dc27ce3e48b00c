using System.Text.RegularExpressions;

namespace Social.Tests.WholeSystem.Hot;

/// <summary>A statement that PostgreSQL executed: in which database, and its text with $1 and so on for values.</summary>
sealed partial record LoggedStatement(string Database, string Sql)
{
    /// <summary>Begins each record of the log, so that those of several lines are told apart: database and process.</summary>
    public const string LinePrefix = "hot|%d|%p|";

    const string RecordStart = "hot|";

    /// <summary>Whether it only begins or ends a transaction.</summary>
    public bool IsTransactionControl => TransactionControl().IsMatch(Sql);

    /// <summary>Whether it can be planned: it reads or changes rows.</summary>
    public bool HasPlan => Planned().IsMatch(Sql);

    /// <param name="lines">As a resource's log has them, each behind the time at which it was collected.</param>
    public static IReadOnlyList<LoggedStatement> Parse(IEnumerable<string> lines)
    {
        var records = new List<string>();
        foreach (var line in lines)
        {
            var text = line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            if (text.StartsWith(RecordStart, StringComparison.Ordinal))
                records.Add(text);
            else if (records.Count > 0)
                records[^1] += "\n" + text.TrimStart('\t');
        }
        return [.. records.Select(record => Statement().Match(record)).Where(match => match.Success).Select(From)];
    }

    static LoggedStatement From(Match match) => new(match.Groups["database"].Value, match.Groups["sql"].Value.Trim());

    [GeneratedRegex(@"\Ahot\|(?<database>[^|]*)\|\d+\|LOG:  (execute [^:]+|statement): (?<sql>.*)\z", RegexOptions.Singleline)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\A(begin|commit|rollback|savepoint|release|discard|set|reset)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TransactionControl();

    [GeneratedRegex(@"\A(--[^\n]*\n|\s|\()*(select|with|insert|update|delete|merge)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Planned();
}
