using System.Net;
using System.Net.Sockets;
using Social.Messaging.Consumer;
using Social.Tests.ServiceDefaults.Processes;

namespace Social.Tests.Messaging;

/// <summary>When a client that does not come back to its group is given up.</summary>
public sealed class AbsenceTests : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(18);

    readonly HandClock clock = new();
    readonly int port;
    readonly Absence absence;
    TcpListener broker = new(IPAddress.Loopback, 0);

    public AbsenceTests()
    {
        broker.Start();
        port = ((IPEndPoint)broker.LocalEndpoint).Port;
        absence = new($"127.0.0.1:{port}", Patience, clock);
    }

    [Fact]
    public void Who_does_not_join_while_the_broker_answers_is_given_up()
    {
        Assert.False(After(Patience));
        Assert.True(After(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void Who_joined_may_stay_for_ever_and_is_measured_anew_once_it_leaves()
    {
        absence.Joined();
        Assert.False(After(TimeSpan.FromDays(1)));
        absence.Left();
        Assert.False(After(Patience));
        Assert.True(After(TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void While_the_broker_is_away_no_time_counts()
    {
        broker.Stop();
        for (var i = 0; i < 10; i++)
            Assert.False(After(Patience));
        broker = new(IPAddress.Loopback, port);
        broker.Start();
        Assert.False(After(Patience));
        Assert.True(After(TimeSpan.FromSeconds(2)));
    }

    bool After(TimeSpan time)
    {
        clock.Advance(time.TotalSeconds);
        return absence.IsTooLong(TestContext.Current.CancellationToken);
    }

    public void Dispose() => broker.Dispose();
}
