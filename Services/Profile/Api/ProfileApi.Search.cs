using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Profiles.Data;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    /// <summary>
    /// Those whose username or display name starts with the text, in the order of usernames; for an empty text everyone, the newest
    /// first.
    /// </summary>
    public override async Task<ProfilePage> SearchProfiles(SearchProfilesRequest request, ServerCallContext context)
    {
        var limit = Page.Limit(request.Limit);
        var (start, after) = (Username.Normal(request.Query), Page.Key(request.Cursor));
        // No name holds a control character, and the database refuses some.
        if (start.Any(char.IsControl))
            return new();
        var hits = start.Length == 0 ? Newest(after) : Named(start, after);
        var views = await hits.Take(limit + 1).ViewAsync(db, ViewerOf(context), context.CancellationToken);
        var shown = views.Take(limit).ToList();
        var next = views.Count <= limit ? "" : Page.Cursor(start.Length == 0 ? shown[^1].Id : shown[^1].Username);
        return new() { Profiles = { shown }, Next = next };
    }

    IQueryable<Profile> Newest(string? after)
    {
        // Ids carry the time of registration.
        var everyone = db.Profiles.OrderByDescending(p => p.Id);
        if (after is null)
            return everyone;
        var before = Guid.TryParse(after, out var id) ? id : throw Page.Malformed();
        return everyone.Where(p => p.Id < before);
    }

    IQueryable<Profile> Named(string start, string? after)
    {
        var hits = db.Profiles.Where(p => p.Username.StartsWith(start) || EF.Property<string>(p, "SearchName").StartsWith(start));
        if (after is null)
            return hits.OrderBy(p => p.Username);
        if (!Username.IsValid(after))
            throw Page.Malformed();
        return hits.Where(p => string.Compare(p.Username, after) > 0).OrderBy(p => p.Username);
    }
}
