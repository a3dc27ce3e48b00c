using Social.Bench;

namespace Social.Tests.Benches;

public sealed class OptionsTests
{
    [Fact]
    public void Without_any_the_mix_is_measured_and_nothing_written()
    {
        var options = Options.Read([]);

        Assert.Equal((Mix.Name, 100, null), (options.Kind, options.Rate, options.Report));
    }

    [Theory]
    [InlineData("There is no option \"-r\"", "-r", "5")]
    [InlineData("--rate lacks its value", "--rate")]
    [InlineData("--rate is given twice", "--rate", "5", "--rate", "6")]
    [InlineData("from 1 to 100000", "--rate", "0")]
    [InlineData("from 1 to 100000", "--rate", "fast")]
    [InlineData("from 1 to 300", "--seconds", "301")]
    [InlineData("from 0 to 4", "--media", "5")]
    [InlineData("mix or one of home, user, compose", "--kind", "all")]
    [InlineData("name more --people", "--rate", "41", "--people", "1")]
    public void What_cannot_be_is_refused_in_a_sentence(string sentence, params string[] args)
    {
        var refusal = Assert.Throws<BenchException>(() => Options.Read(args));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }
}
