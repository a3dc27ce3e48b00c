using System.Text.RegularExpressions;
using Social.Seed.Plan;

namespace Social.Tests.Seeding;

public sealed partial class PlanTests
{
    static readonly SeedPlan Plan = SeedPlan.Create(edges: null);

    [Fact]
    public void Usernames_are_valid_and_unique()
    {
        Assert.Equal("demo", Plan.People[0].Username);
        Assert.All(Plan.People, p => Assert.Matches(Username(), p.Username));
        Assert.Equal(Plan.People.Length, Plan.People.Select(p => p.Username).Distinct().Count());
    }

    [Fact]
    public void Display_names_and_bios_fit_the_profile()
    {
        Assert.All(
            Plan.People,
            p =>
            {
                Assert.InRange(p.DisplayName.Trim().Length, 3, 50);
                Assert.InRange(p.Bio.Length, 10, 500);
                Assert.DoesNotContain(p.DisplayName + p.Bio, char.IsControl);
                Assert.DoesNotContain("{{", p.Bio, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("Latin with marks", 'À', 'ɏ')]
    [InlineData("Greek", 'Ͱ', 'Ͽ')]
    [InlineData("Cyrillic", 'Ѐ', 'ӿ')]
    [InlineData("Arabic", '؀', 'ۿ')]
    [InlineData("Chinese and Japanese", '一', '鿿')]
    [InlineData("Korean", '가', '힣')]
    public void Some_names_are_written_in_another_script(string script, char first, char last) =>
        Assert.True(Plan.People.Any(p => p.DisplayName.Any(c => c >= first && c <= last)), script);

    [Fact]
    public void The_plan_is_the_same_every_time()
    {
        var again = SeedPlan.Create(edges: null);

        Assert.Equal(Plan.People, again.People);
        Assert.Equal(Plan.Posts.Select(Describe), again.Posts.Select(Describe));
    }

    [Fact]
    public void Answers_are_about_what_was_asked_and_each_is_given_once()
    {
        var questions = SeedQuestions.Create(count: 200, people: 300, seed: 7);
        var subjects = questions.SelectMany(q => q.Answers.Select(a => (a.Body, Subject: q.Tags[1]))).Distinct().ToList();
        Assert.Equal(subjects.Count, subjects.Select(s => s.Body).Distinct().Count());
        Assert.All(questions, q => Assert.Equal(q.Answers.Count, q.Answers.Select(a => a.Body).Distinct().Count()));
    }

    [Fact]
    public void As_many_posts_as_asked_for_each_once_per_author()
    {
        Assert.Equal(5_000, Plan.Posts.Length);
        Assert.Equal(Plan.Posts.Length, Plan.Posts.Select(p => (p.Author, p.Text)).Distinct().Count());
        Assert.All(Plan.Posts, p => Assert.InRange(p.Pictures.Count, 0, 2));
        Assert.InRange(Plan.Posts.Count(p => p.Pictures.Count > 0), 1_500, 1_850);
        Assert.InRange(Plan.Posts.Count(p => p.Likers.Count > 0), 850, 1_150);
        Assert.InRange(Plan.Posts.Count(p => p.Comment is not null), 350, 480);
    }

    [Fact]
    public void Likes_and_comments_are_those_of_friends()
    {
        var friends = Plan.Graph.GetFriendsByPerson();

        Assert.All(Plan.Posts, p => Assert.Subset(friends[p.Author].ToHashSet(), p.Likers.ToHashSet()));
        Assert.All(Plan.Posts.Where(p => p.Comment is not null), p => Assert.Contains(p.Comment!.Author, friends[p.Author]));
    }

    [Fact]
    public void Texts_are_sentences_and_no_placeholders()
    {
        string[] texts = [.. Plan.Posts.SelectMany(p => new[] { p.Text, p.Comment?.Text ?? p.Text }), .. Plan.People.Select(p => p.Bio)];

        Assert.All(texts, text => Assert.True(text.Trim().Length > 5 && !Placeholder().IsMatch(text), text));
        Assert.True(texts.Distinct().Count() > 3_000);
    }

    static string Describe(PlannedPost p) => $"{p.Author} {p.Text} {string.Join(' ', p.Pictures)} {string.Join(' ', p.Likers)} {p.Comment}";

    [GeneratedRegex(@"^(?!\.)(?!.*\.\.)[a-z0-9_.]{3,30}(?<!\.)$")]
    private static partial Regex Username();

    [GeneratedRegex(@"\{\{|\}\}|\b(lorem|ipsum|dolor|amet|consectetur|voluptat\w*|quia|aut|sed|qui|est)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}
