using Social.Bench.Results;

namespace Social.Tests.Benches;

public sealed class RunReportTests
{
    [Fact]
    public void A_report_has_latency_beside_processor_time_and_limits()
    {
        var page = RunReport.Page(Run(Result("this", 20, 8)));

        Assert.StartsWith("# Measured on 2026-01-31", page, StringComparison.Ordinal);
        Assert.Contains("The machine was busy.", page, StringComparison.Ordinal);
        Assert.Contains("| home     | this  | home |   100.0 |  100.0 |      1 | 20.0 |", page, StringComparison.Ordinal);
        // Twenty times the bare endpoint's median.
        Assert.Contains(" 8.00 |     20.0 |", page, StringComparison.Ordinal);
        Assert.Contains("| 10,000 timelines |   250 |   ms |", page, StringComparison.Ordinal);
        Assert.Contains("- chat on this could not be measured.", page, StringComparison.Ordinal);
        Assert.Contains("- home on this, home: status 503, 1 times", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Ratios", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_builds_are_compared_kind_by_kind()
    {
        var page = RunReport.Page(Run(Result("this", 20, 8), Result("other", 40, 10)));

        Assert.Contains("| home     | home |              0.50 | 0.50 |      0.80 |", page, StringComparison.Ordinal);
    }

    static RunResult Run(params WorkloadResult[] results) =>
        new(
            new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
            ["The machine was busy."],
            results,
            [new("10,000 timelines", 250, "ms")],
            ["chat on this could not be measured."]
        );

    static WorkloadResult Result(string system, double median, double processor) =>
        new(
            "home",
            "home feeds",
            system,
            [
                new(
                    "home",
                    100,
                    100,
                    new Dictionary<string, int> { ["status 503"] = 1 },
                    median,
                    2 * median,
                    3 * median,
                    4 * median,
                    5 * median
                ),
            ],
            new Dictionary<string, double> { ["Gateway"] = processor },
            new(5_000, 1, 2, 0.1),
            SentLate: 0.5,
            Others: 0.25,
            []
        );
}
