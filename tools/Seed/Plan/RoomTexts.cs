using Bogus;

namespace Social.Seed.Plan;

/// <summary>What people say to each other in rooms; Bogus fills in places, people and things.</summary>
sealed class RoomTexts(Randomizer random)
{
    static readonly string[] Templates =
    [
        "Who is in for {{date.weekday}}?",
        "I am, if {{name.firstname}} brings the thermos again.",
        "Could we meet at {{address.streetname}} this time?",
        "Running {{randomizer.number(5,25)}} minutes late, start without me.",
        "Does {{date.weekday}} work for everyone?",
        "Not for me, {{name.firstname}} is visiting from {{address.city}}.",
        "I found the {{commerce.color}} scarf somebody left behind.",
        "That would be mine, thank you!",
        "The forecast says rain until {{date.weekday}}.",
        "Then we go to the museum instead.",
        "I have {{randomizer.number(2,6)}} tickets for the {{date.weekday}} train to {{address.city}}.",
        "One for me, please.",
        "Has anyone read past page {{randomizer.number(40,400)}}?",
        "No spoilers!",
        "Photos are up, the one with the goose is the best.",
        "Ha, I knew it.",
        "Let's ask {{name.firstname}}, who always knows.",
        "Same place as last time?",
        "I will bring bread.",
        "See you there.",
    ];

    readonly Faker faker = new("en") { Random = random };

    public string Next() => faker.Parse(random.ArrayElement(Templates));
}
