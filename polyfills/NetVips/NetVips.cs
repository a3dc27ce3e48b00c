using System.Runtime.InteropServices;

namespace NetVips;

/// <summary>Settings of the library as a whole.</summary>
public static class NetVips
{
    /// <summary>Threads that work on one image.</summary>
    public static int Concurrency
    {
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
        set => Native.vips_cache_set_max(value);
    }
}

/// <summary>What libvips refused, with its own text, which names files: for logs only.</summary>
public class VipsException : Exception
{
    public VipsException(string message)
        : base($"{message}{Environment.NewLine}{Marshal.PtrToStringUTF8(Native.vips_error_buffer())}") => Native.vips_error_clear();
}

/// <summary>Named as libvips nicknames them, but for the case: an argument is set by its name.</summary>
public static class Enums
{
    public enum Access
    {
        Sequential = 1,
    }

    public enum BandFormat
    {
        Uchar = 0,
    }

    public enum FailOn
    {
        Error = 2,
    }

    [Flags]
    public enum ForeignKeep
    {
        None = 0,
        All = 31,
    }

    public enum Interesting
    {
        Centre = 1,
    }

    public enum Size
    {
        Both = 0,
        Down = 2,
    }
}
