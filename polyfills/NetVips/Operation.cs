using System.Globalization;
using System.Runtime.InteropServices;

namespace NetVips;

/// <summary>One call of a libvips operation: arguments set one by one, built, its output taken.</summary>
sealed class Operation : IDisposable
{
    readonly string name;
    nint handle;

    public Operation(string name)
    {
        this.name = name;
        handle = Native.vips_operation_new(name);
        if (handle == 0)
            throw new VipsException($"no such operation {name}");
    }

    public Operation Set(string argument, object? value)
    {
        var text = value switch
        {
            null => null,
            bool b => b ? "true" : "false",
            // The members are named as libvips nicknames their values.
            Enum e => e.ToString().ToLowerInvariant(),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        if (text is not null && Native.vips_object_set_argument_from_string(handle, argument, text) != 0)
            throw new VipsException($"unable to set {argument} of {name}");
        return this;
    }

    public Operation Set(string argument, nint value, nuint type)
    {
        var boxed = new Native.GValue();
        _ = Native.g_value_init(ref boxed, type);
        Native.g_value_set_object(ref boxed, value);
        Native.g_object_set_property(handle, argument, ref boxed);
        Native.g_value_unset(ref boxed);
        return this;
    }

    public Operation Build()
    {
        var built = Native.vips_cache_operation_build(handle);
        if (built == 0)
        {
            // A failed build may have made some outputs already.
            Native.vips_object_unref_outputs(handle);
            throw new VipsException($"unable to call {name}");
        }
        Native.g_object_unref(handle);
        handle = built;
        return this;
    }

    public Image Image()
    {
        using var _ = this;
        Build();
        var value = new Native.GValue();
        Native.g_value_init(ref value, Native.vips_image_get_type());
        Native.g_object_get_property(handle, "out", ref value);
        var image = Native.g_value_dup_object(ref value);
        Native.g_value_unset(ref value);
        Native.vips_object_unref_outputs(handle);
        return new(image);
    }

    public unsafe byte[] Bytes()
    {
        using var _ = this;
        Build();
        var value = new Native.GValue();
        Native.g_value_init(ref value, Native.vips_blob_get_type());
        Native.g_object_get_property(handle, "buffer", ref value);
        var data = Native.vips_blob_get(Native.g_value_get_boxed(ref value), out var length);
        var bytes = new ReadOnlySpan<byte>(data, checked((int)length)).ToArray();
        Native.g_value_unset(ref value);
        Native.vips_object_unref_outputs(handle);
        return bytes;
    }

    public static string Loader(nint found) =>
        Marshal.PtrToStringUTF8(found) is { } nickname ? nickname : throw new VipsException("unable to load");

    public void Dispose()
    {
        if (handle != 0)
            Native.g_object_unref(handle);
        handle = 0;
    }
}
