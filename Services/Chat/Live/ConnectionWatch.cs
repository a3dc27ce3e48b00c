using Social.ServiceDefaults.Authentication;

namespace Social.Chats.Live;

/// <summary>
/// Ends the connections that have no right to be open: those that did not say in time whose they are, and those whose token has expired or
/// whose session was revoked. Revocations come within two seconds, so such a connection ends within four.
/// </summary>
sealed class ConnectionWatch(LiveConnections connections, TokenVerifier tokens, TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan AuthenticationTimeout = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var connection in connections.All)
                if (!MayStay(connection))
                    connection.Abort();
    }

    bool MayStay(LiveConnection connection) =>
        !connection.IsRefused
        && (
            connection.Token is { } token
                ? tokens.IsValid(token)
                : clock.GetElapsedTime(connection.Since) < AuthenticationTimeout - Interval
        );
}
