using NetVips;
using Social.Seed.Pictures;

namespace Social.Tests.Seeding;

public sealed class PictureTests
{
    [Fact]
    public void Landscapes_are_small_photos_of_which_hardly_two_are_the_same()
    {
        byte[][] pictures = [.. Enumerable.Range(0, 12).Select(Landscape.Draw)];

        Assert.All(pictures, p => AssertPhoto(p, 480, 360));
        Assert.Equal(12, pictures.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Portraits_are_square() => Assert.All(Enumerable.Range(0, 12), n => AssertPhoto(Portrait.Draw(n), 256, 256));

    [Fact]
    public void A_picture_is_the_same_every_time()
    {
        // An idempotency key covers what is uploaded: other bytes under the same key are a conflict.
        Assert.Equal(Landscape.Draw(5), Landscape.Draw(5));
        Assert.Equal(Portrait.Draw(5), Portrait.Draw(5));
    }

    static void AssertPhoto(byte[] jpeg, int width, int height)
    {
        using var image = Image.NewFromBuffer(jpeg);

        Assert.Equal((width, height, 3), (image.Width, image.Height, image.Bands));
        Assert.InRange(jpeg.Length, 2_000, 60_000);
        Assert.True(image.Deviate() > 10, "It shows nothing.");
    }
}
