using System.Security.Cryptography;
using System.Text;
using Social.Contracts;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>A story while its parts arrive: one image, with its caption as the text.</summary>
sealed class StoryDraft(ImageRenderer renderer) : Draft(renderer, "story")
{
    protected override void TakeText(PostText text) => Text = Story.ValidateText(text.Text);

    protected override void EnsureRoomForImage()
    {
        if (Upload.Count > 0)
            throw OneImage();
    }

    protected override void EnsureComplete()
    {
        if (Upload.Count != 1)
            throw OneImage();
    }

    protected override byte[] ComputeHash() => SHA256.HashData([.. "story\0"u8, .. Upload.Hashes[0], .. Encoding.UTF8.GetBytes(Text)]);

    static FaultException OneImage() => new(Fault.Invalid, "image", "A story is one image.");
}
