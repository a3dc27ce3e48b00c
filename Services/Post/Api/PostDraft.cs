using System.Security.Cryptography;
using System.Text;
using Social.Contracts;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults.Errors;

namespace Social.Posts.Api;

/// <summary>A post while its parts arrive.</summary>
sealed class PostDraft(ImageRenderer renderer) : Draft(renderer, "post")
{
    string[] alts = [];

    /// <summary>The images under the ids they were stored by.</summary>
    public IEnumerable<PostImage> Show(IReadOnlyList<Guid> ids) =>
        ids.Select(
            (id, i) =>
                new PostImage
                {
                    Id = id,
                    Position = i,
                    Width = Upload.Images[i]!.Width,
                    Height = Upload.Images[i]!.Height,
                    Alt = i < alts.Length ? alts[i] : "",
                }
        );

    protected override void TakeText(PostText text)
    {
        Text = Post.ValidateText(text.Text);
        alts = PostImage.ValidateAlts(text.Alts);
    }

    protected override void EnsureRoomForImage()
    {
        if (Upload.Count == Post.MaxImages)
            throw new FaultException(Fault.Invalid, "images", $"A post takes at most {Post.MaxImages} images.");
    }

    protected override void EnsureComplete()
    {
        if (!IsStarted)
            throw NotStartedOnce();
        if (Upload.Count == 0 && Text.Length == 0)
            throw new FaultException(Fault.Invalid, "text", "A post needs a text or an image.");
        if (alts.Length > Upload.Count)
            throw new FaultException(Fault.Invalid, "alts", "There are more alternative texts than images.");
    }

    protected override byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var image in Upload.Hashes)
            hash.AppendData(image);
        // Neither contains a null character, so it tells them apart.
        foreach (var text in (string[])[Text, .. alts])
            hash.AppendData(Encoding.UTF8.GetBytes(text + '\0'));
        return hash.GetHashAndReset();
    }
}
