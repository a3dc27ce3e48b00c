using Social.ServiceDefaults;

namespace Social.Tests.ServiceDefaults;

public sealed class NetworkPrefixTests
{
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1")]
    public void What_is_one_subscribers_counts_as_one(string one, string other) =>
        Assert.Equal(NetworkPrefix.From(one), NetworkPrefix.From(other));

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.4")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1")]
    [InlineData("", "10.1.2.3")]
    public void Different_places_stay_different(string one, string other) =>
        Assert.NotEqual(NetworkPrefix.From(one), NetworkPrefix.From(other));
}
