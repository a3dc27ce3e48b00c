using System.Text;

namespace Social.Bench.Results;

/// <summary>A table that is read on a console as well as in Markdown: the first columns left, numbers right.</summary>
static class MarkdownTable
{
    /// <param name="names">How many of the columns are names.</param>
    /// <param name="columns">The heads.</param>
    /// <param name="rows">The cells.</param>
    public static string Write(int names, string[] columns, IEnumerable<string[]> rows)
    {
        List<string[]> all = [columns, .. rows];
        var widths = columns.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        all.Insert(1, [.. widths.Select((width, i) => i < names ? new string('-', width) : new string('-', Math.Max(1, width - 1)) + ":")]);
        var text = new StringBuilder();
        foreach (var row in all)
            text.Append("| ")
                .AppendJoin(" | ", row.Select((cell, i) => i < names ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))
                .AppendLine(" |");
        return text.ToString();
    }
}
