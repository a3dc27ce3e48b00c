using Social.ServiceDefaults.Diagnostics;

namespace Social.Tests.ServiceDefaults.Diagnostics;

public sealed class OutageTests
{
    [Fact]
    public void Outage_begins_and_ends_once()
    {
        var outage = new Outage();
        Assert.False(outage.End());
        Assert.Equal((true, false, true, false), (outage.Begin(), outage.Begin(), outage.End(), outage.End()));
        Assert.True(outage.Begin());
    }
}
