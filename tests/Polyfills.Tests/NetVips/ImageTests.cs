using NetVips;
using Vips = NetVips.NetVips;

namespace Social.Tests.Polyfills.Pictures;

public sealed class ImageTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("vips").FullName;

    public ImageTests()
    {
        Assert.True(ModuleInitializer.VipsInitialized, ModuleInitializer.Exception?.Message);
        Vips.BlockUntrusted = true;
        Cache.Max = 0;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A picture whose left half is red and whose right half is blue.</summary>
    static Image Halves(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
            pixels[i * 3 + (i % width < width / 2 ? 0 : 2)] = 255;
        return Image.NewFromMemory(pixels, width, height, 3, Enums.BandFormat.Uchar);
    }

    string Saved(byte[] bytes)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, bytes);
        return path;
    }

    [Fact]
    public void What_is_written_is_read_back_in_all_three_formats()
    {
        using var image = Halves(64, 48);
        foreach (var bytes in (byte[][])[image.JpegsaveBuffer(q: 95), image.PngsaveBuffer(), image.WebpsaveBuffer(lossless: true)])
        {
            using var read = Image.NewFromBuffer(bytes);
            Assert.Equal((64, 48), (read.Width, read.Height));
            // Still two plain halves: a picture of noise, or of nothing, would not pack into as little.
            Assert.InRange(read.PngsaveBuffer().Length, 100, 1_500);
        }
    }

    [Fact]
    public void A_thumbnail_fits_its_box_and_never_grows()
    {
        using var image = Halves(1000, 500);
        var path = Saved(image.JpegsaveBuffer());
        using var small = Image.Thumbnail(path, 100, height: 100, size: Enums.Size.Down, outputProfile: "srgb", failOn: Enums.FailOn.Error);
        Assert.Equal((100, 50), (small.Width, small.Height));
        using var same = Image.Thumbnail(path, 4000, height: 4000, size: Enums.Size.Down);
        Assert.Equal((1000, 500), (same.Width, same.Height));
        using var square = Image.Thumbnail(path, 64, height: 64, crop: Enums.Interesting.Centre);
        Assert.Equal((64, 64), (square.Width, square.Height));
        using var pixels = small.CopyMemory();
        using var smaller = pixels.ThumbnailImage(10, height: 10);
        Assert.Equal((10, 5), (smaller.Width, smaller.Height));
    }

    [Fact]
    public void The_orientation_tag_is_obeyed_and_no_metadata_is_written()
    {
        using var image = Halves(40, 20);
        var path = Saved(Exif.Tag(image.JpegsaveBuffer(q: 95)));
        using var upright = Image.Thumbnail(path, 40, height: 40, size: Enums.Size.Down);
        Assert.Equal((20, 40), (upright.Width, upright.Height));
        Assert.True(upright.WebpsaveBuffer(q: 80, keep: Enums.ForeignKeep.All).AsSpan().IndexOf("EXIF"u8) > 0);
        Assert.Equal(-1, upright.WebpsaveBuffer(q: 80, keep: Enums.ForeignKeep.None).AsSpan().IndexOf("EXIF"u8));
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        using var image = Halves(400, 400);
        var whole = image.PngsaveBuffer(compression: 0);
        var path = Saved(whole[..(whole.Length / 2)]);
        Assert.Throws<VipsException>(() =>
        {
            using var cut = Image.Thumbnail(path, 64, failOn: Enums.FailOn.Error);
            using var pixels = cut.CopyMemory();
        });
        Assert.Throws<VipsException>(() => Image.NewFromBuffer([1, 2, 3]));
        Assert.Throws<VipsException>(() => Image.NewFromFile(Path.Combine(folder, "absent")));
    }

    [Fact]
    public void Many_threads_may_use_it_at_once()
    {
        using var image = Halves(800, 600);
        var path = Saved(image.JpegsaveBuffer());
        Vips.Concurrency = 1;
        Parallel.For(
            0,
            60,
            _ =>
            {
                using var small = Image.Thumbnail(path, 160);
                Assert.NotEmpty(small.WebpsaveBuffer(q: 80, keep: Enums.ForeignKeep.None));
            }
        );
    }
}
