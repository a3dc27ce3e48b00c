using Microsoft.Win32.SafeHandles;

namespace NetVips;

/// <summary>An image, or the recipe for one: pixels are made when they are written or asked for.</summary>
public sealed class Image : SafeHandleZeroOrMinusOneIsInvalid
{
    internal Image(nint pointer)
        : base(ownsHandle: true) => SetHandle(pointer);

    public int Width => Native.vips_image_get_width(handle);
    public int Height => Native.vips_image_get_height(handle);

    /// <summary>Whether the image has metadata of this name.</summary>
    public bool Contains(string name) => Native.vips_image_get_typeof(handle, name) != 0;

    protected override bool ReleaseHandle()
    {
        Native.g_object_unref(handle);
        return true;
    }

    /// <summary>Reads the header; the loader is chosen by the content.</summary>
    public static Image NewFromFile(string vipsFilename, Enums.Access? access = null, Enums.FailOn? failOn = null) =>
        new Operation(Operation.Loader(Native.vips_foreign_find_load(vipsFilename)))
            .Set("filename", vipsFilename)
            .Set("access", access)
            .Set("fail_on", failOn)
            .Image();

    /// <inheritdoc cref="NewFromFile"/>
    public static unsafe Image NewFromBuffer(byte[] data, string strOptions = "", Enums.Access? access = null, Enums.FailOn? failOn = null)
    {
        if (strOptions.Length > 0)
            throw new NotSupportedException("Options in a string.");
        nint blob;
        fixed (byte* p = data)
            blob = Native.vips_blob_copy(p, (nuint)data.Length);
        var source = Native.vips_source_new_from_blob(blob);
        Native.vips_area_unref(blob);
        try
        {
            return new Operation(Operation.Loader(Native.vips_foreign_find_load_source(source)))
                .Set("source", source, Native.vips_source_get_type())
                .Set("access", access)
                .Set("fail_on", failOn)
                .Image();
        }
        finally
        {
            Native.g_object_unref(source);
        }
    }

    /// <summary>Pixels as they lie in memory, row by row, bands interleaved.</summary>
    public static unsafe Image NewFromMemory(Array data, int width, int height, int bands, Enums.BandFormat format)
    {
        if (data is not byte[] bytes || format != Enums.BandFormat.Uchar)
            throw new NotSupportedException("Only bytes.");
        fixed (byte* p = bytes)
        {
            var image = Native.vips_image_new_from_memory_copy(p, (nuint)bytes.Length, width, height, bands, (int)format);
            return image == 0 ? throw new VipsException("unable to make image from memory") : new(image);
        }
    }

    /// <summary>Shrinks while loading, turns upright by the orientation tag.</summary>
    public static Image Thumbnail(
        string filename,
        int width,
        int? height = null,
        Enums.Size? size = null,
        Enums.Interesting? crop = null,
        string? outputProfile = null,
        Enums.FailOn? failOn = null
    ) => Thumbnail(new Operation("thumbnail").Set("filename", filename), width, height, size, crop, outputProfile, failOn);

    /// <inheritdoc cref="Thumbnail(string, int, int?, Enums.Size?, Enums.Interesting?, string?, Enums.FailOn?)"/>
    public Image ThumbnailImage(
        int width,
        int? height = null,
        Enums.Size? size = null,
        Enums.Interesting? crop = null,
        string? outputProfile = null,
        Enums.FailOn? failOn = null
    ) => Thumbnail(On("thumbnail_image"), width, height, size, crop, outputProfile, failOn);

    static Image Thumbnail(
        Operation operation,
        int width,
        int? height,
        Enums.Size? size,
        Enums.Interesting? crop,
        string? outputProfile,
        Enums.FailOn? failOn
    ) =>
        operation
            .Set("width", width)
            .Set("height", height)
            .Set("size", size)
            .Set("crop", crop)
            .Set("output_profile", outputProfile)
            .Set("fail_on", failOn)
            .Image();

    /// <summary>Makes the pixels now and keeps them.</summary>
    public Image CopyMemory()
    {
        var copy = Native.vips_image_copy_memory(handle);
        return copy == 0 ? throw new VipsException("unable to copy to memory") : new(copy);
    }

    public byte[] WebpsaveBuffer(int? q = null, bool? lossless = null, int? effort = null, Enums.ForeignKeep? keep = null) =>
        On("webpsave_buffer").Set("Q", q).Set("lossless", lossless).Set("effort", effort).Set("keep", keep).Bytes();

    public byte[] JpegsaveBuffer(int? q = null, Enums.ForeignKeep? keep = null) =>
        On("jpegsave_buffer").Set("Q", q).Set("keep", keep).Bytes();

    public byte[] PngsaveBuffer(int? compression = null, Enums.ForeignKeep? keep = null) =>
        On("pngsave_buffer").Set("compression", compression).Set("keep", keep).Bytes();

    Operation On(string operation) => new Operation(operation).Set("in", handle, Native.vips_image_get_type());
}
