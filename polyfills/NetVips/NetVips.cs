using System.Runtime.InteropServices;

namespace NetVips;

/// <summary>Settings of the library as a whole.</summary>
public static class NetVips
{
    /// <summary>Threads that work on one image.</summary>
    public static int Concurrency
    {
        get => Native.vips_concurrency_get();
        set => Native.vips_concurrency_set(value);
    }

    /// <summary>Refuses the loaders that their authors do not vouch for on hostile input.</summary>
    public static bool BlockUntrusted
    {
        set => Native.vips_block_untrusted_set(value ? 1 : 0);
    }
}

/// <summary>The cache of operations.</summary>
public static class Cache
{
    public static int Max
    {
        get => Native.vips_cache_get_max();
        set => Native.vips_cache_set_max(value);
    }
}

/// <summary>What libvips refused, with its own text, which names files: for logs only.</summary>
public class VipsException : Exception
{
    public VipsException() { }

    public VipsException(string message)
        : base($"{message}{Environment.NewLine}{Marshal.PtrToStringUTF8(Native.vips_error_buffer())}") => Native.vips_error_clear();

    public VipsException(string message, Exception inner)
        : base(message, inner) { }
}

public static class Enums
{
    public enum Access
    {
        Random,
        Sequential,
    }

    public enum BandFormat
    {
        Notset = -1,
        Uchar = 0,
    }

    public enum FailOn
    {
        None,
        Truncated,
        Error,
        Warning,
    }

    [Flags]
    public enum ForeignKeep
    {
        None = 0,
        Exif = 1,
        Xmp = 2,
        Iptc = 4,
        Icc = 8,
        Other = 16,
        All = 31,
    }

    public enum Interesting
    {
        None,
        Centre,
        Entropy,
        Attention,
        Low,
        High,
        All,
    }

    public enum Size
    {
        Both,
        Up,
        Down,
        Force,
    }
}
