using Social.Bench;

namespace Social.Tests.Benches;

public sealed class HistogramTests
{
    [Fact]
    public void Shares_are_told_to_three_digits()
    {
        var histogram = new Histogram();
        for (var i = 1; i <= 1_000_000; i++)
            histogram.Record(TimeSpan.FromMicroseconds(i));

        foreach (var share in (double[])[0.001, 0.1, 0.5, 0.9, 0.99, 0.999])
            Assert.InRange(histogram.At(share).TotalMicroseconds, share * 1_000_000, share * 1_000_000 * 1.001);
        Assert.Equal(TimeSpan.FromSeconds(1), histogram.Max);
        Assert.Equal(histogram.Max, histogram.At(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(2_047)]
    [InlineData(2_048)]
    [InlineData(int.MaxValue)]
    public void One_value_is_every_share_of_itself(int microseconds)
    {
        var histogram = new Histogram();
        histogram.Record(TimeSpan.FromMicroseconds(microseconds));

        Assert.Equal(TimeSpan.FromMicroseconds(microseconds), histogram.At(0.5));
        Assert.Equal(TimeSpan.FromMicroseconds(microseconds), histogram.At(1));
    }

    [Fact]
    public void Nothing_is_lost_of_what_many_record_at_once()
    {
        var histogram = new Histogram();

        Parallel.For(0, 200_000, i => histogram.Record(TimeSpan.FromMicroseconds(i % 5_000)));

        Assert.Equal(200_000, histogram.Count);
        Assert.Equal(TimeSpan.FromMicroseconds(4_999), histogram.Max);
    }

    [Fact]
    public void Without_any_there_is_no_latency() => Assert.Equal(TimeSpan.Zero, new Histogram().At(0.99));
}
