namespace Social.Bench.Results;

/// <summary>A workload on one of the systems.</summary>
/// <param name="Workload">Its name.</param>
/// <param name="Title">What it does.</param>
/// <param name="System">On which build.</param>
/// <param name="Programs">Milliseconds of processor time of each program of the system over the number of calls.</param>
/// <param name="Bare">Null where there is no page to compare with.</param>
/// <param name="SentLate">Milliseconds by which the generator sent late, of a hundred calls the second latest.</param>
/// <param name="Others">Which share of the processors other programs of the machine used meanwhile, 0 to 1.</param>
/// <param name="Figures">What else it found.</param>
public sealed record WorkloadResult(
    string Workload,
    string Title,
    string System,
    IReadOnlyList<KindResult> Kinds,
    IReadOnlyDictionary<string, double> Programs,
    BareResult? Bare,
    double SentLate,
    double Others,
    IReadOnlyList<Figure> Figures
)
{
    /// <summary>Milliseconds of processor time of a call, all programs together.</summary>
    public double Processor => Programs.Values.Sum();
}
