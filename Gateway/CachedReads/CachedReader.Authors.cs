using Google.Protobuf;
using Social.Contracts;
using Social.Gateway.Caching;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.CachedReads;

/// <summary>Somebody whose posts are shown next.</summary>
/// <param name="Profile">The person.</param>
/// <param name="Latest">What is kept of the list of their posts; null when it was not read.</param>
/// <param name="Seen">They, and those whom posts of the page mention that this process has copies of.</param>
sealed record Author(ProfileView Profile, PostIds? Latest, Seen Seen);

// People by name and the pages of their posts.
sealed partial class CachedReader
{
    /// <summary>The person behind a name.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public async Task<ProfileView> FindPersonAsync(string username, CancellationToken stop) =>
        (await FindAsync(username, null, stop)).Profile;

    /// <summary>The person behind a name, of whose posts this page is to be shown next.</summary>
    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public Task<Author> FindAuthorAsync(string username, string cursor, int limit, CancellationToken stop) =>
        FindAsync(username, new(cursor, limit), stop);

    /// <summary>
    /// Keeps a copy in this process of a person whom Profile has just told of, under a key of its own: found under the usual one it would
    /// keep the shared cache from ever being given the entry.
    /// </summary>
    public void Keep(ProfileView person)
    {
        var entry = person.ToEntry();
        entry.Key = Keys.Copy(person.Id);
        local.Keep([entry]);
    }

    /// <summary>A copy of a person that a cache keeps, without their relations and perhaps out of date; null when there is none.</summary>
    public async Task<ProfileView?> FindCopyAsync(string id, CancellationToken stop)
    {
        var entry =
            local.Find(Keys.Copy(id))
            ?? local.Find(Keys.Profile(id))
            ?? (await cache.GetAsync([Keys.Profile(id)], stop)).Entries.SingleOrDefault(e => !e.Absent);
        return entry is null ? null : ProfileView.Parser.ParseFrom(entry.Value);
    }

    /// <summary>A page of somebody's posts: cut from the list that is kept, or from the owner where it does not reach.</summary>
    /// <exception cref="FaultException"><see cref="Fault.Malformed"/>: cursor.</exception>
    public async Task<SeenPage> ListPostsAsync(Author author, string cursor, int limit, CancellationToken stop)
    {
        var list = author.Latest;
        for (var again = false; list?.Cut(cursor, limit) is var (ids, next); again = true)
        {
            var rows = new PageRows([], ids);
            var kept = ReadEntriesAsync(rows.All, stop);
            var stands = standing.AskAsync(Me, rows, author.Profile.Id, stop);
            await Task.WhenAll(kept, stands);
            var now = await stands;
            if (now.AuthorVersion <= list.AuthorVersion || again)
            {
                var shown = (await ComposeAsync(rows, await kept, now, stop)).Posts;
                // Some are not there for the caller: the owner knows what is, and where it ends.
                if (shown.Count < ids.Count)
                    break;
                return new([.. ids.Select(id => shown[id])], next);
            }
            var (key, found) = (Keys.PostsOf(author.Profile.Id), new Found());
            found.Add([list.ToEntry(author.Profile.Id)]);
            await RenewAsync(found, [(key, now.AuthorVersion)], stop);
            list = found[key].ToList();
        }
        var request = new ListByAuthorRequest
        {
            AuthorId = author.Profile.Id,
            Cursor = cursor,
            Limit = limit,
        };
        return SeenPage.Of(await posts.ListByAuthorAsync(request, cancellationToken: stop));
    }

    async Task<Author> FindAsync(string username, Wanted? page, CancellationToken stop)
    {
        var lease = ByteString.Empty;
        if (!IsPast)
        {
            (var id, lease) = await names.FindAsync(username, stop);
            if (id is not null && await FindKnownAsync(id, page, stop) is { } author)
                return author;
            // Nobody asked yet, or they blocked the caller, or the name is another's now: Profile says which.
        }
        var profile = await profiles.GetProfileAsync(new() { Username = username }, cancellationToken: stop);
        names.Remember(profile, lease);
        return new(profile, null, Seen.Only(profile));
    }

    async Task<Author?> FindKnownAsync(string id, Wanted? page, CancellationToken stop)
    {
        var list = Keys.PostsOf(id);
        HashSet<string> users = [id];
        if (page is { } wanted && local.Find(list) is { } copy && copy.ToList().Cut(wanted.Cursor, wanted.Limit) is var (ids, _))
            AddPeopleOf(ids, users);
        var rows = new PageRows(users, []);
        var kept = ReadEntriesAsync(page is null ? rows.All : [.. rows.All, list], stop);
        var stands = standing.AskAsync(Me, rows, author: null, stop);
        await Task.WhenAll(kept, stands);
        var seen = new Seen((await ComposeAsync(rows, await kept, await stands, stop)).People, Seen.NoPosts, users);
        return seen.People.TryGetValue(id, out var there)
            ? new(there.ToProfile(), page is null ? null : (await kept)[list].ToList(), seen)
            : null;
    }

    /// <summary>A page of somebody's posts.</summary>
    readonly record struct Wanted(string Cursor, int Limit);
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
