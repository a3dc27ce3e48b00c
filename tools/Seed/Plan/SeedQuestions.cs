using Bogus;

namespace Social.Seed.Plan;

/// <summary>A question that is to be asked.</summary>
/// <param name="Voters">Who votes for it.</param>
/// <param name="IsAccepted">Whether the asker accepts the first answer.</param>
public sealed record PlannedQuestion(
    int Author,
    string Title,
    string Body,
    IReadOnlyList<string> Tags,
    IReadOnlyList<int> Voters,
    IReadOnlyList<PlannedAnswer> Answers,
    bool IsAccepted
);

/// <summary>An answer by somebody else.</summary>
/// <param name="Voters">Who votes for it.</param>
public sealed record PlannedAnswer(int Author, string Body, IReadOnlyList<int> Voters);

/// <summary>Plans who asks what, and who answers.</summary>
public static class SeedQuestions
{
    const int MaxVoters = 6;

    static readonly string[] Languages = ["C#", "TypeScript", "Python", "Rust", "Go", "SQL", "Kotlin", "Java"];

    static readonly (string Title, string Body, string Tag, string[] Answers)[] Openings =
    [
        (
            "How do I sort a list by two keys in {0}?",
            "I have people with a name and an age and want them by age, then by name.\n\n```{1}\nsort(people)\n```\n\nThis sorts by the name *only*. What am I missing?",
            "sorting",
            [
                "There is a function for it in the standard library; look for one that takes a *selector*.\n\n```\nby(age).then(name)\n```",
                "Compare the ages first, and the names only where the ages are equal.",
                "If the sort is stable, sort by the name and then by the age: the *last* sort is the one that counts most.",
            ]
        ),
        (
            "Why is my loop in {0} slower than I expect?",
            "It reads a file of some `{2}` lines and takes minutes:\n\n```{1}\nfor line in file:\n    parse(line)\n```\n\n1. Is it the reading?\n2. Or the parsing?",
            "performance",
            [
                "Measure first. In my case it was the last thing that I suspected.",
                "It is the reading: take a buffer, or a library that reads by blocks.",
                "Both, a little. Parse only the columns that you use.",
            ]
        ),
        (
            "What is the right way to cancel a call in {0}?",
            "When somebody leaves the page I would like to stop what is under way. So far I only ignore the result, which feels **wrong**.",
            "concurrency",
            [
                "Pass a token down and check it where you wait. Everything else is a guess.",
                "Ignoring the result is fine for reads that are short. For uploads it is not.",
                "Give the call a deadline as well, or it may outlive everybody who waits for it.",
            ]
        ),
        (
            "How should I test code in {0} that depends on the time?",
            "My tests pass in the morning and fail at midnight. I read about injecting a clock; is there a standard one?",
            "testing",
            [
                "Short: you don't. Long: give the clock to whoever needs it, and set it in the test.",
                "Look at the zone of your tests first: midnight is not the same everywhere.",
                "Most of the code needs no clock but a *time*. Pass it as a parameter.",
            ]
        ),
        (
            "How do I page through a large result in {0} without offsets?",
            "With `offset {2}` the last pages take seconds. Somebody said *keyset*:\n\n| page | time |\n|---|---|\n| 1 | 3 ms |\n| 900 | 2 s |",
            "paging",
            [
                "Keep the key of the last row and ask for those behind it:\n\n```sql\nselect * from items where id < :last order by id desc limit 20\n```",
                "Keyset is right. Put the id last into the order, so that no two rows are equal.",
                "Do people go to page 900? If not, offer a search instead.",
            ]
        ),
        (
            "Which data structure in {0} keeps things in order of insertion?",
            "I need to look up by key and to go through everything in the order in which it came. A dictionary does one of the two.",
            "collections",
            [
                "Keep two: a list for the order and a dictionary from the key to the place in it.",
                "See whether the dictionary of your version keeps the order. Some do, and say so.",
                "A linked list whose nodes are in a dictionary, if you remove a lot.",
            ]
        ),
        (
            "How can two processes in {0} take turns safely?",
            "Both write to the same row. Sometimes one overwrites the other:\n\n> last write wins\n\nWhich lock would you take?",
            "locking",
            [
                "Take the lock before you read, not before you write. Otherwise both read the same thing.",
                "No lock at all: keep a version in the row, and write only where it is still the one that you read.",
                "An advisory lock, if it is more than one row that belongs together.",
            ]
        ),
    ];

    /// <summary>At most one for each person, so that a second run recognises what it finds.</summary>
    public static PlannedQuestion[] Create(int count, int people, int seed)
    {
        var random = new Randomizer(seed);
        int[] askers = [.. random.Shuffle(Enumerable.Range(0, people)).Take(count)];
        return [.. askers.Select(asker => Plan(asker, people, random))];
    }

    static PlannedQuestion Plan(int asker, int people, Randomizer random)
    {
        var (title, body, tag, fitting) = random.ArrayElement(Openings);
        var language = random.ArrayElement(Languages);
        var lines = random.Number(10, 900) * 1_000;
        PlannedAnswer[] answers =
        [
            .. People(random.Number(0, fitting.Length), people, asker, random)
                .Zip(random.Shuffle(fitting))
                .Select(one => new PlannedAnswer(one.First, one.Second, People(random.Number(0, MaxVoters), people, one.First, random))),
        ];
        return new(
            asker,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, title, language),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, body, language, language.ToLowerInvariant(), lines),
            [language.ToLowerInvariant(), tag],
            People(random.Number(0, MaxVoters), people, asker, random),
            answers,
            answers.Length > 0 && random.Bool()
        );
    }

    /// <summary>Up to so many different people, none of them this one.</summary>
    static List<int> People(int count, int people, int but, Randomizer random) =>
        people < 2 ? [] : [.. Enumerable.Range(0, count).Select(_ => random.Number(people - 1)).Where(one => one != but).Distinct()];
}
