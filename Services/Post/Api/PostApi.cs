using Social.Contracts;
using Social.Posts.Data;
using Social.Posts.Images;
using Social.ServiceDefaults;

namespace Social.Posts.Api;

/// <summary>What people publish. One partial file for each subject.</summary>
public sealed partial class PostApi(PostDbContext db, Studio studio, Shelf shelf, Sweeper sweeper, TimeProvider clock)
    : PostService.PostServiceBase
{
    static Guid Id(string text, string name) =>
        Guid.TryParse(text, out var id) ? id : throw new FaultException(Fault.Malformed, $"{name} is not an id.");

    static FaultException NoSuchPost() => new(Fault.NotFound, "There is no such post.");
}
