using Microsoft.Extensions.Time.Testing;
using Social.Seed;

namespace Social.Tests.Seeding;

public sealed class ProgressLogTests
{
    [Fact]
    public void A_phase_writes_a_line_every_two_seconds_and_one_at_its_end()
    {
        var (output, clock) = (new StringWriter { NewLine = "\n" }, new FakeTimeProvider());
        var progress = new ProgressLog("People", 962, output, clock);

        for (var i = 0; i < 962; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(i < 500 ? 8 : 0));
            progress.Advance();
        }
        progress.Complete();

        Assert.Equal("People 250 of 962 (25 %)\nPeople 500 of 962 (51 %)\nPeople 962 of 962 (100 %)\n", output.ToString());
    }

    [Fact]
    public void A_phase_with_nothing_to_do_is_complete()
    {
        var output = new StringWriter { NewLine = "\n" };

        new ProgressLog("Stories", 0, output, new FakeTimeProvider()).Complete();

        Assert.Equal("Stories 0 of 0 (100 %)\n", output.ToString());
    }
}
