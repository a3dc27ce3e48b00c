namespace Social.Gateway.ChangeStamps;

/// <summary>
/// The change stamps that one request reads. Whoever reads first may name rows that are needed later, so that one question to Redis does
/// for all: stamps from before are as good, since whatever changed since is stamped again.
/// </summary>
sealed class RequestStamps(StampReader reader)
{
    Stamps? held;

    /// <summary>The stamps of these rows for the caller, as they were at some moment of this request; null while they cannot be relied on.</summary>
    public async Task<Stamps?> ReadAsync(string viewer, IReadOnlyList<string> rows)
    {
        if (held is { } all && all.Contains(rows))
            return all;
        var now = await reader.ReadAsync(viewer, rows);
        held = now;
        return now;
    }
}
