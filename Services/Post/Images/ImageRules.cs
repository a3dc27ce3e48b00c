using Social.ServiceDefaults.Errors;

namespace Social.Posts.Images;

/// <summary>What an uploaded file must be. Every refusal names the file.</summary>
public static class ImageRules
{
    /// <summary>Bytes of a file.</summary>
    public const long MaxBytes = 15 * 1024 * 1024;

    /// <summary>Pixels of a side.</summary>
    public const int MaxSide = 12_000;

    /// <summary>Pixels in all: what a decoder may have to hold.</summary>
    public const long MaxPixels = 50_000_000;

    /// <exception cref="FaultException"><see cref="Fault.TooLarge"/>.</exception>
    public static void CheckBytes(string name, long bytes)
    {
        if (bytes > MaxBytes)
            throw new FaultException(Fault.TooLarge, $"{name} is larger than {MaxBytes / 1024 / 1024} MiB.");
    }

    /// <exception cref="FaultException"><see cref="Fault.TooLarge"/>, or <see cref="Fault.Invalid"/> when a side is 0.</exception>
    public static void CheckPixels(string name, long width, long height)
    {
        if (width <= 0 || height <= 0)
            throw Corrupt(name);
        if (width > MaxSide || height > MaxSide)
            throw new FaultException(Fault.TooLarge, $"{name} is {width:N0} x {height:N0} pixels; a side has at most {MaxSide:N0}.");
        if (width * height > MaxPixels)
            throw new FaultException(
                Fault.TooLarge,
                $"{name} is {width:N0} x {height:N0} pixels; an image has at most {MaxPixels / 1_000_000} million."
            );
    }

    public static FaultException Corrupt(string name) => new(Fault.Invalid, "images", $"{name} is damaged and cannot be read.");

    public static FaultException NotAnImage(string name) =>
        new(Fault.UnsupportedMedia, $"{name} is not an image that is taken; JPEG, PNG and WebP are.");
}
