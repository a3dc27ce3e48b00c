using Bogus;

namespace Social.Seed.Plan;

/// <summary>
/// What people write. The sentences are ours, since made-up ones are placeholder Latin or advertising; Bogus fills in places, people and
/// things, so that hardly two are the same.
/// </summary>
sealed class PostTexts(Randomizer random)
{
    static readonly (string Text, string Tag)[] Openings =
    [
        ("Took the long way home through {{address.streetname}}.", "city"),
        ("Finally finished the {{commerce.color}} bookshelf. It leans.", "home"),
        ("Spent the whole morning in {{address.city}} looking for good coffee.", "city"),
        ("Best part of {{date.weekday}}: an hour at the market with {{name.firstname}}.", "food"),
        ("{{name.firstname}} taught me to make dumplings. Mine look like hats.", "food"),
        ("Lost an hour to a bug that was one comma.", "code"),
        ("Overheard at work: “{{hacker.phrase}}”", "code"),
        ("First frost in {{address.city}}.", "morning"),
        ("Does anyone know a dentist near {{address.streetname}}?", "city"),
        ("Selling my {{commerce.color}} sofa. Yes, the famous one.", "home"),
        ("{{randomizer.number(4,42)}} km before breakfast and my legs have filed a complaint.", "morning"),
        ("New neighbours from {{address.country}}, new favourite recipes.", "food"),
        ("The {{commerce.color}} door on {{address.streetname}} has been painted over.", "photo"),
        ("Booked the night train to {{address.city}}.", "travel"),
        ("Page {{randomizer.number(40,700)}} and I still do not know who did it.", "reading"),
        ("A very opinionated goose chased {{name.firstname}} across the park.", "weekend"),
        ("Today marks {{randomizer.number(2,25)}} years since I left {{address.city}}.", "travel"),
        ("The old radio works again, and plays only songs from {{address.country}}.", "music"),
        ("Found a letter from {{randomizer.number(1931,1989)}} inside a second-hand book.", "reading"),
        ("My grandmother's soup, attempt number {{randomizer.number(2,14)}}.", "food"),
        ("Meteor shower tonight, best seen from the hill above {{address.city}}.", "photo"),
        ("Met the {{name.jobtitle}} from next door. Nobody knows what the job is.", "friends"),
        ("Choir practice moved to {{date.weekday}}. We are still flat.", "music"),
        ("Whoever left the {{commerce.color}} umbrella at our table on {{date.weekday}}: it misses you.", "friends"),
        ("Film night: three people, one blanket, subtitles from {{address.country}}.", "friends"),
        ("The bread did not rise. {{name.firstname}} ate it anyway.", "food"),
    ];

    static readonly string[] Endings =
    [
        "Worth every minute.",
        "Who is coming along next time?",
        "I have questions.",
        "More tomorrow.",
        "It rained, of course.",
        "We laughed until it hurt.",
        "I would do it again.",
        "Ten out of ten.",
        "No regrets.",
        "The light was perfect.",
        "Bring a jacket.",
        "I owe {{name.firstname}} a coffee.",
        "You had to be there.",
        "Ask {{name.firstname}}.",
    ];

    static readonly string[] Comments =
    [
        "I was there too!",
        "Save me a place next time.",
        "This made my day.",
        "Tell me everything.",
        "Was it as good as last year?",
        "{{name.firstname}} said the same!",
        "Come to {{address.city}}, we do this every {{date.weekday}}.",
        "That light!",
        "Jealous.",
        "Count me in for {{date.weekday}}.",
    ];

    readonly Faker faker = new("en") { Random = random };

    public string NextPost()
    {
        var (text, tag) = random.ArrayElement(Openings);
        return $"{faker.Parse(text)} {Fill(Endings)} #{tag}";
    }

    public string NextComment() => Fill(Comments);

    string Fill(string[] templates) => faker.Parse(random.ArrayElement(templates));
}
