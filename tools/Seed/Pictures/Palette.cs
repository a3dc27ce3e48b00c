namespace Social.Seed.Pictures;

/// <summary>The colours of one picture, as SVG writes them.</summary>
sealed record Palette(string Sky, string Glow, string Near)
{
    public static readonly Palette[] All =
    [
        new("#1B2A49", "#F2A65A", "#14213D"),
        new("#8EC5FC", "#FDF6E3", "#2F5D50"),
        new("#355070", "#E56B6F", "#2A1A3A"),
        new("#F6D365", "#FDA085", "#6B2D5C"),
        new("#0F2027", "#2C7873", "#081418"),
        new("#CFE8EF", "#FFFFFF", "#47606B"),
        new("#5B2A86", "#9AC6C5", "#1E1033"),
    ];
}
