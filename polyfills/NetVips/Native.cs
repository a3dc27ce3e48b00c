using System.Runtime.InteropServices;

namespace NetVips;

/// <summary>The C functions, none of them variadic: how those pass arguments differs between platforms.</summary>
static unsafe partial class Native
{
    const string Lib = "vips";

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int vips_init(string argv0);

    [LibraryImport(Lib)]
    public static partial nint vips_error_buffer();

    [LibraryImport(Lib)]
    public static partial void vips_error_clear();

    [LibraryImport(Lib)]
    public static partial void vips_concurrency_set(int concurrency);

    [LibraryImport(Lib)]
    public static partial void vips_block_untrusted_set(int state);

    [LibraryImport(Lib)]
    public static partial void vips_cache_set_max(int max);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint vips_foreign_find_load(string filename);

    [LibraryImport(Lib)]
    public static partial nint vips_foreign_find_load_source(nint source);

    [LibraryImport(Lib)]
    public static partial nint vips_blob_copy(void* data, nuint length);

    [LibraryImport(Lib)]
    public static partial nint vips_source_new_from_blob(nint blob);

    [LibraryImport(Lib)]
    public static partial nint vips_image_new_from_memory_copy(void* data, nuint size, int width, int height, int bands, int format);

    [LibraryImport(Lib)]
    public static partial nint vips_image_copy_memory(nint image);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint vips_image_get_typeof(nint image, string name);

    [LibraryImport(Lib)]
    public static partial int vips_image_get_width(nint image);

    [LibraryImport(Lib)]
    public static partial int vips_image_get_height(nint image);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint vips_operation_new(string name);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int vips_object_set_argument_from_string(nint o, string name, string value);

    [LibraryImport(Lib)]
    public static partial nint vips_cache_operation_build(nint operation);

    [LibraryImport(Lib)]
    public static partial void vips_object_unref_outputs(nint o);

    [LibraryImport(Lib)]
    public static partial nuint vips_image_get_type();

    [LibraryImport(Lib)]
    public static partial nuint vips_source_get_type();

    [LibraryImport(Lib)]
    public static partial nuint vips_blob_get_type();

    [LibraryImport(Lib)]
    public static partial void* vips_blob_get(nint blob, out nuint length);

    [LibraryImport(Lib)]
    public static partial void vips_area_unref(nint area);

    [LibraryImport(Lib)]
    public static partial nint g_value_init(ref GValue value, nuint type);

    [LibraryImport(Lib)]
    public static partial void g_value_unset(ref GValue value);

    [LibraryImport(Lib)]
    public static partial void g_value_set_object(ref GValue value, nint o);

    [LibraryImport(Lib)]
    public static partial nint g_value_dup_object(ref GValue value);

    [LibraryImport(Lib)]
    public static partial nint g_value_get_boxed(ref GValue value);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_set_property(nint o, string name, ref GValue value);

    [LibraryImport(Lib, StringMarshalling = StringMarshalling.Utf8)]
    public static partial void g_object_get_property(nint o, string name, ref GValue value);

    [LibraryImport(Lib)]
    public static partial void g_object_unref(nint o);

    [StructLayout(LayoutKind.Sequential)]
    public struct GValue
    {
        public nuint Type;
        long first;
        long second;
    }
}
