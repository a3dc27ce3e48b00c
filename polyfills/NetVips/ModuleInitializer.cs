using System.Reflection;
using System.Runtime.InteropServices;

namespace NetVips;

/// <summary>Loads and starts libvips when the assembly is loaded; what failed is kept, so that an app can say it.</summary>
public static class ModuleInitializer
{
    public static bool VipsInitialized { get; private set; }

    public static Exception? Exception { get; private set; }

    static string Library =>
        OperatingSystem.IsWindows() ? "libvips-42.dll"
        : OperatingSystem.IsMacOS() ? "libvips.42.dylib"
        : "libvips.so.42";

    static nint Resolve(string name, Assembly assembly, DllImportSearchPath? paths) =>
        NativeLibrary.TryLoad(Library, assembly, paths, out var handle) ? handle : 0;

#pragma warning disable CA2255 // A library's module initializer is what the original has.
    [System.Runtime.CompilerServices.ModuleInitializer]
#pragma warning restore CA2255
    public static void Initialize()
    {
        NativeLibrary.SetDllImportResolver(typeof(ModuleInitializer).Assembly, Resolve);
        try
        {
            VipsInitialized = Native.vips_init("NetVips") == 0;
            if (!VipsInitialized)
                Exception = new VipsException("unable to initialize libvips");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            Exception = e;
        }
    }
}
