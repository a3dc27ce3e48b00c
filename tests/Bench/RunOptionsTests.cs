using Social.Bench;
using Social.Bench.Running;
using Social.Bench.Workloads;

namespace Social.Tests.Benches;

public sealed class RunOptionsTests
{
    [Fact]
    public void Without_any_everything_is_measured_on_a_folder_of_the_runs_own_after_a_long_warm_up()
    {
        var options = RunOptions.Read([]);

        Assert.Equal(WorkloadList.All, options.Workloads);
        Assert.Equal((null, null, true), (options.Data, options.Against, options.Build));
        Assert.InRange(options.WarmUp, RunOptions.EnoughWarmUp, int.MaxValue);
    }

    [Fact]
    public void Workloads_are_selected_by_their_names_in_the_order_of_all()
    {
        var options = RunOptions.Read(["--only", "user,home", "--no-build", "--seconds", "10"]);

        Assert.Equal(["home", "user"], options.Workloads.Select(w => w.Name));
        Assert.Equal((10, false), (options.Seconds, options.Build));
    }

    [Fact]
    public void Every_workload_has_a_name_of_its_own()
    {
        var names = WorkloadList.All.Select(w => w.Name).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.Contains("fanout-100000", names);
    }

    [Theory]
    [InlineData("There is no option \"--kind\"", "--kind", "mix")]
    [InlineData("lacks its value", "--seconds")]
    [InlineData("given twice", "--seconds", "5", "--seconds", "6")]
    [InlineData("from 3 to 120", "--seconds", "2")]
    [InlineData("There is no workload \"all\"", "--only", "all")]
    [InlineData("There is no file", "--graph", "no/such/file.edges")]
    [InlineData("build that checkout", "--against", "no/such/folder")]
    [InlineData("--copy needs --data", "--copy")]
    public void What_cannot_be_is_refused_in_a_sentence(string sentence, params string[] args)
    {
        var refusal = Assert.Throws<BenchException>(() => RunOptions.Read(args));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }
}
