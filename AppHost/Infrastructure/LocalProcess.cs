namespace Social.AppHost.Infrastructure;

/// <summary>How an engine runs as a process of this machine.</summary>
/// <param name="Command">The program.</param>
/// <param name="Folder">Its working directory, made when it is missing.</param>
/// <param name="Arguments">Its arguments, for the port it has to listen on.</param>
sealed record LocalProcess(string Command, string Folder, Func<int, IEnumerable<object>> Arguments)
{
    /// <summary>Added to its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs before each start.</summary>
    public Func<CancellationToken, Task>? Prepare { get; init; }

    /// <summary>Ends it in an orderly way where the signal that the orchestrator sends would not.</summary>
    public Func<CancellationToken, Task>? Shutdown { get; init; }

    /// <summary>
    /// Replaces the resource's own health check: returns null when the engine on that port serves, else what is wrong.
    /// </summary>
    public Func<int, CancellationToken, Task<string?>>? Probe { get; init; }
}
