using System.Text;

namespace Social.Seed.Pictures;

/// <summary>Draws landscapes for posts and stories: sky, sun, clouds, three ridges and now and then a lake.</summary>
public static class Landscape
{
    public const int Width = Photo.MaxWidth;
    public const int Height = Photo.MaxHeight;

    public const string AltText = "A landscape with a low sun over three ridges";

    const int Shore = 270;
    const int Step = 6;

    /// <summary>The JPEG of this seed: the same bytes every time, since an idempotency key covers the upload.</summary>
    public static byte[] Draw(int seed)
    {
        var random = new Random(seed);
        var palette = Palette.All[random.Next(Palette.All.Length)];
        var svg = new StringBuilder(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{Height}">
              <defs>
                <linearGradient id="sky" x2="0" y2="1"><stop stop-color="{palette.Sky}"/><stop offset=".75" stop-color="{palette.Glow}"/></linearGradient>
                <linearGradient id="ridge" x2="0" y2="1"><stop stop-color="{palette.Near}"/><stop offset="1.2" stop-color="{palette.Glow}"/></linearGradient>
                <radialGradient id="halo"><stop offset=".4" stop-color="{palette.Glow}"/><stop offset="1" stop-color="{palette.Glow}" stop-opacity="0"/></radialGradient>
                <radialGradient id="cloud"><stop stop-color="#fff" stop-opacity=".6"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
              </defs>
              <rect width="100%" height="100%" fill="url(#sky)"/>
            """
        );
        var (x, y, radius) = (random.Next(50, 430), random.Next(60, 190), random.Next(15, 45));
        svg.Append($"""<circle cx="{x}" cy="{y}" r="{2 * radius}" fill="url(#halo)"/>""");
        svg.Append($"""<circle cx="{x}" cy="{y}" r="{radius}" fill="#fff" opacity=".8"/>""");
        for (var cloud = random.Next(6); cloud > 0; cloud--)
            svg.Append(
                $"""<ellipse cx="{random.Next(Width)}" cy="{random.Next(120)}" rx="{random.Next(60, 160)}" ry="{random.Next(8, 26)}" fill="url(#cloud)"/>"""
            );
        for (var ridge = 0; ridge < 3; ridge++)
        {
            // Haze first: the far ridges are pale, and still no sun shines through them.
            var path = Ridge(180 + ridge * 50, random);
            svg.Append($"""<path d="{path}" fill="{palette.Glow}"/><path d="{path}" fill="url(#ridge)" opacity=".{5 + 2 * ridge}"/>""");
        }
        svg.Append("</svg>");
        return Photo.Render(svg.ToString(), random.Next(3) == 0 ? Shore : null);
    }

    // Two waves for the hills and a jitter for rocks and trees; far ridges are smoother because haze hides their edges.
    static string Ridge(int level, Random random)
    {
        var (start, length, detail) = (random.NextDouble() * 7, 60 + random.NextDouble() * 60, 15 + random.NextDouble() * 15);
        var rough = (level - 150) / 20;
        var path = new StringBuilder($"M0 {Height}");
        for (var x = 0; x <= Width; x += Step)
        {
            var y = level + 28 * Math.Sin(start + x / length) + 9 * Math.Sin(start + x / detail) + random.Next(-rough, rough + 1);
            path.Append($" L{x} {(int)y}");
        }
        return path.Append($" L{Width} {Height} Z").ToString();
    }
}
