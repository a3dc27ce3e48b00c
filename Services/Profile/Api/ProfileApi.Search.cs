using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Profiles.Data;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    /// <summary>Those whose username or display name starts with the text, in the order of usernames; everyone for an empty text.</summary>
    public override async Task<ProfilePage> SearchProfiles(SearchProfilesRequest request, ServerCallContext context)
    {
        var limit = Page.Limit(request.Limit);
        var start = Username.Normal(request.Query);
        // No name holds a control character, and the database refuses some.
        if (start.Any(char.IsControl))
            return new();
        var hits = db.Profiles.Where(p => p.Username.StartsWith(start) || EF.Property<string>(p, "SearchName").StartsWith(start));
        if (Page.Key(request.Cursor) is { } after)
        {
            if (!Username.IsValid(after))
                throw Page.Malformed();
            hits = hits.Where(p => string.Compare(p.Username, after) > 0);
        }
        var page = hits.OrderBy(p => p.Username).Take(limit + 1);
        var views = await page.ViewAsync(db, ViewerOf(context), context.CancellationToken);
        var shown = views.OrderBy(v => v.Username, StringComparer.Ordinal).Take(limit).ToList();
        return new() { Profiles = { shown }, Next = views.Count > limit ? Page.Cursor(shown[^1].Username) : "" };
    }
}
