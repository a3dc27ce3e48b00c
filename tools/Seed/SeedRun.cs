using System.Diagnostics;
using Social.Seed.Plan;

namespace Social.Seed;

/// <summary>One run of the program: its output and its exit code.</summary>
public static class SeedRun
{
    /// <returns>0 when the network is filled or the run was stopped, 1 when it cannot be filled.</returns>
    public static async Task<int> RunAsync(Func<SeedOptions> parse, TextWriter output, TextWriter error, CancellationToken stop)
    {
        try
        {
            var elapsed = Stopwatch.StartNew();
            var options = parse();
            var plan = SeedPlan.Create(options.Edges);
            await Seeder.RunAsync(plan, options, output, stop);
            await output.WriteLineAsync(
                $"Seeded in {elapsed.Elapsed.TotalSeconds:F0} s. Log in as {plan.People[0].Username} with the password {options.Password}"
            );
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await output.WriteLineAsync("Seeding stopped; the next run continues from here.");
            return 0;
        }
        catch (SeedException e)
        {
            await error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
