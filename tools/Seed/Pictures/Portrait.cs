namespace Social.Seed.Pictures;

/// <summary>Draws faces for avatars.</summary>
public static class Portrait
{
    public const int Side = 256;

    static readonly string[] Skins = ["#F5D6C0", "#E8B894", "#C68B62", "#9C6644", "#6F4528", "#FFE3CF"];
    static readonly string[] Hairs = ["#2B1B12", "#5A3825", "#A86B32", "#D9B45B", "#151515", "#8C8C8C", "#B0432F"];

    /// <summary>The JPEG of this seed.</summary>
    public static byte[] Draw(int seed)
    {
        var random = new Random(seed);
        var (back, shirt) = (random.GetItems(Palette.All, 1)[0], random.GetItems(Palette.All, 1)[0]);
        var (skin, hair) = (random.GetItems(Skins, 1)[0], random.GetItems(Hairs, 1)[0]);
        var length = random.Next(3) == 0 ? 0 : random.Next(20, 90);
        var (fringe, smile, tilt) = (random.Next(84, 100), random.Next(2, 14), random.Next(-5, 6));
        return Photo.Render(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Side}" height="{Side}">
              <defs>
                <linearGradient id="back" x2="1" y2="1"><stop stop-color="{back.Sky}"/><stop offset="1" stop-color="{back.Glow}"/></linearGradient>
                <linearGradient id="shade"><stop offset=".3" stop-opacity="0"/><stop offset="1" stop-opacity=".3"/></linearGradient>
                <radialGradient id="light"><stop offset=".5" stop-color="{back.Glow}" stop-opacity=".6"/><stop offset="1" stop-color="{back.Glow}" stop-opacity="0"/></radialGradient>
              </defs>
              <rect width="100%" height="100%" fill="url(#back)"/>
              <circle cx="{random.Next(Side)}" cy="{random.Next(Side)}" r="70" fill="url(#light)"/>
              <ellipse cx="128" cy="268" rx="98" ry="76" fill="{shirt.Near}"/>
              <g transform="rotate({tilt} 128 200)">
                <rect x="70" y="104" width="116" height="{length}" rx="26" fill="{hair}"/>
                <ellipse cx="128" cy="106" rx="58" ry="60" fill="{hair}"/>
                <rect x="108" y="150" width="40" height="60" rx="18" fill="{skin}"/>
                <rect x="108" y="150" width="40" height="60" rx="18" opacity=".15"/>
                <ellipse cx="128" cy="124" rx="46" ry="56" fill="{skin}"/>
                <ellipse cx="128" cy="124" rx="46" ry="56" fill="url(#shade)"/>
                <path d="M76 {fringe + 30} Q{90 + tilt * 6} {fringe - 10} 180 {fringe + 24} Q184 52 128 48 Q72 52 76 {fringe
                + 30}" fill="{hair}"/>
                <g fill="#221510"><ellipse cx="110" cy="120" rx="4" ry="5"/><ellipse cx="146" cy="120" rx="4" ry="5"/></g>
                <g fill="none" stroke="#221510" stroke-width="2.5" stroke-linecap="round">
                  <path d="M102 109 q8 -5 16 -1"/><path d="M138 108 q8 -4 16 1"/>
                  <path d="M128 124 q-5 14 2 16" opacity=".5"/><path d="M112 154 q16 {smile} 32 0"/>
                </g>
              </g>
            </svg>
            """
        );
    }
}
