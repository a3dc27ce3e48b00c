using Google.Protobuf;
using Social.Contracts;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.CachedReads;

/// <summary>Somebody, and what is kept of the list of their posts; null when it was not read.</summary>
sealed record Author(ProfileView Profile, PostIds? Latest);

// People by name and the pages of their posts.
sealed partial class CachedReader
{
    /// <summary>The person behind a name.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public async Task<ProfileView> Named(string username, CancellationToken stop) => (await Find(username, latest: false, stop)).Profile;

    /// <summary>The person behind a name, whose posts are to be shown next.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public Task<Author> AuthorNamed(string username, CancellationToken stop) => Find(username, latest: true, stop);

    /// <summary>A page of somebody's posts: cut from the list that is kept, or from the owner where it does not reach.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: cursor.</exception>
    public async Task<PostPage> PostsOf(Author author, string cursor, int limit, CancellationToken stop)
    {
        var list = author.Latest;
        for (var again = false; list?.Cut(cursor, limit) is var (ids, next); again = true)
        {
            var kept = Kept([.. ids.Select(Keys.Post)], stop);
            var states = posts.GetStatesAsync(new() { Ids = { ids }, AuthorId = author.Profile.Id }, cancellationToken: stop).ResponseAsync;
            await Task.WhenAll(kept, states);
            var now = await states;
            if (now.AuthorVersion <= list.AuthorVersion || again)
            {
                var shown = (await Compose(await kept, [], now.Posts, stop)).Posts;
                // Some are not there for the caller: the owner knows what is, and where it ends.
                if (shown.Count < ids.Count)
                    break;
                return new() { Posts = { ids.Select(id => shown[id]) }, Next = next };
            }
            var (key, found) = (Keys.PostsOf(author.Profile.Id), new Found());
            found.Add([list.ToEntry(author.Profile.Id)]);
            await Renew(found, [(key, now.AuthorVersion)], stop);
            list = found[key].ToList();
        }
        var request = new ListByAuthorRequest
        {
            AuthorId = author.Profile.Id,
            Cursor = cursor,
            Limit = limit,
        };
        return await posts.ListByAuthorAsync(request, cancellationToken: stop);
    }

    async Task<Author> Find(string username, bool latest, CancellationToken stop)
    {
        var lease = ByteString.Empty;
        if (!IsPast)
        {
            (var id, lease) = await names.Find(username, stop);
            if (id is not null && await Known(id, latest, stop) is { } author)
                return author;
            // Nobody asked yet, or they blocked the caller, or the name is another's now: Profile says which.
        }
        var profile = await profiles.GetProfileAsync(new() { Username = username }, cancellationToken: stop);
        names.Remember(profile, lease);
        return new(profile, null);
    }

    async Task<Author?> Known(string id, bool latest, CancellationToken stop)
    {
        var kept = Kept(latest ? [Keys.Profile(id), Keys.PostsOf(id)] : [Keys.Profile(id)], stop);
        var relations = Relations([id], stop);
        await Task.WhenAll(kept, relations);
        var people = (await Compose(await kept, await relations, [], stop)).People;
        return people.TryGetValue(id, out var there) ? new(there, latest ? (await kept)[Keys.PostsOf(id)].ToList() : null) : null;
    }
}

static class PostIdsExtensions
{
    /// <summary>The ids of a page and the cursor of the next one; null when the list does not hold all of it.</summary>
    public static (IReadOnlyList<string> Ids, string Next)? Cut(this PostIds list, string cursor, int limit)
    {
        var from = 0;
        if (cursor.Length > 0)
        {
            while (from < list.Posts.Count && list.Posts[from].Cursor != cursor)
                from++;
            if (from++ == list.Posts.Count)
                return null;
        }
        var to = from + limit;
        if (to > list.Posts.Count && !list.All)
            return null;
        var page = list.Posts.Skip(from).Take(limit).ToList();
        return ([.. page.Select(p => p.Id)], to < list.Posts.Count || !list.All ? page[^1].Cursor : "");
    }
}
