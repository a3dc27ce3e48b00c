using System.Text.RegularExpressions;
using Bogus;

namespace Social.Seed.Plan;

/// <summary>A made-up person.</summary>
public sealed record Person(int Number, string Username, string DisplayName, string Bio);

/// <summary>Makes up the people of a network whose members come from many countries.</summary>
public static partial class SeedPeople
{
    /// <summary>The username of the person whose log-in is shown.</summary>
    public const string First = "demo";

    // English, German, French, Spanish and Portuguese more than once, as on any large network.
    static readonly string[] Locales =
    [
        .. (string[])
            ["en", "en", "en_GB", "en_IND", "en_NG", "de", "de", "de_CH", "fr", "fr", "es", "es", "es_MX", "pt_BR", "pt_BR", "pt_PT"],
        .. (string[])["it", "nl", "pl", "cz", "sv", "nb_NO", "fi", "ro", "hr", "tr", "vi", "id_ID", "ne", "az", "lv"],
        .. (string[])["el", "ru", "uk", "ar", "ge", "ja", "ko", "zh_CN"],
    ];

    // Scripts without a transliteration; the family name comes first there.
    static readonly string[] EastAsian = ["ja", "ko", "zh_CN"];

    static readonly string[] Bios =
    [
        "{{name.jobtitle}}. Off work I ride an old {{commerce.color}} bike.",
        "{{name.jobtitle}} by day, choir on {{date.weekday}}s.",
        "Born in {{address.city}}, at home wherever the coffee is good.",
        "Collects maps. Next stop: {{address.country}}.",
        "Second-hand books, lake swimming, and too many {{commerce.color}} jumpers.",
        "I restore radios. Ask me about the one from {{randomizer.number(1931,1979)}}.",
        "Studied for {{randomizer.number(3,9)}} years, still asking questions.",
        "Moved here from {{address.city}} for {{randomizer.number(2,9)}} months. That was years ago.",
        "Sourdough, night trains and long walks down {{address.streetname}}.",
        "{{name.jobtitle}} who would rather be bouldering.",
    ];

    /// <summary>As many people as asked for, each username once. The same seed makes the same people.</summary>
    public static Person[] Create(int count, int seed)
    {
        var random = new Randomizer(seed);
        var fakers = Locales.Distinct().ToDictionary(locale => locale, locale => new Faker(locale) { Random = random });
        var english = fakers["en"];
        var people = new Person[count];
        var taken = new HashSet<string>(StringComparer.Ordinal) { First };
        for (var n = 0; n < count; n++)
        {
            var locale = random.ArrayElement(Locales);
            var faker = fakers[locale];
            var (first, last) = (faker.Name.FirstName().Trim(), faker.Name.LastName().Trim());
            var eastAsian = EastAsian.Contains(locale);
            var handle = eastAsian ? $"{english.Commerce.Color()}.{english.Commerce.Product()}" : faker.Internet.UserName(first, last);
            var username = n == 0 ? First : MakeUnique(ToUsername(handle), taken);
            people[n] = new(n, username, eastAsian ? $"{last} {first}" : $"{first} {last}", english.Parse(random.ArrayElement(Bios)));
        }
        return people;
    }

    // At most 26 of the 30 characters: the rest is room for a number.
    static string ToUsername(string handle)
    {
        var name = Separators().Replace(handle.ToLowerInvariant(), ".").Trim('.');
        name = (name.Length > 26 ? name[..26] : name).TrimEnd('.');
        return name.Length >= 3 ? name : name + "_42";
    }

    static string MakeUnique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
            unique = name + number;
        return unique;
    }

    [GeneratedRegex("[^a-z0-9_]+")]
    private static partial Regex Separators();
}
