namespace Social.Gateway.ChangeStamps;

/// <summary>Under which change stamps something was read: it holds as long as reading them again gives the same.</summary>
/// <param name="Generation">Of the Redis that keeps them.</param>
/// <param name="Connection">How often this process's connection to it had changed.</param>
/// <param name="Viewer">Of the person who read.</param>
/// <param name="Row">Of what was read.</param>
readonly record struct Stamp(long Generation, int Connection, long Viewer, long Row);

/// <summary>The change stamps of one viewer and of some rows at one moment.</summary>
sealed class Stamps(long generation, int connection, long viewer, IReadOnlyDictionary<string, long> rows)
{
    /// <summary>Whether all of these rows are among them.</summary>
    public bool Contains(IReadOnlyList<string> wanted)
    {
        foreach (var row in wanted)
            if (!rows.ContainsKey(row))
                return false;
        return true;
    }

    /// <summary>What holds for this row, which has to be among those that were asked for.</summary>
    public Stamp Of(string row) => new(generation, connection, viewer, rows[row]);
}
