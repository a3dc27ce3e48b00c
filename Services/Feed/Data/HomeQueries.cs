using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Social.Feeds.Data;

/// <summary>
/// Home feeds as the database knows them: what is always right. The view `hidden` (viewer_id, hidden_id) holds blocks in both directions and mutes.
/// </summary>
public static class HomeQueries
{
    /// <summary>The next <paramref name="count"/> posts by this person and those they follow, newest first.</summary>
    public static Task<List<Post>> HomeOfAsync(this FeedDbContext db, Guid user, Position before, int count, CancellationToken stop) =>
        db
            .Posts.FromSql(
                $"""
                select p.id, p.author_id, p.published_at
                from (
                    select {user} as id
                    union all
                    select f.followed_id from follows f
                    where f.follower_id = {user}
                        and not exists (select from hidden h where h.viewer_id = {user} and h.hidden_id = f.followed_id)
                ) author
                cross join lateral (
                    select * from posts
                    where author_id = author.id and (published_at, id) < ({before.At}, {before.Id})
                    order by published_at desc, id desc
                    limit {count}
                ) p
                order by p.published_at desc, p.id desc
                limit {count}
                """
            )
            .AsNoTracking()
            .ToListAsync(stop);

    /// <summary>
    /// Those of <paramref name="candidates"/> (newest first, all older than <paramref name="before"/>) that this person may see now,
    /// and between them the posts of authors who are not fanned out; the first <paramref name="count"/> of all, and whether
    /// there are such authors. A plain command, since
    /// every home page makes this query: through EF Core it cost the service more than the database.
    /// </summary>
    public static async Task<(List<Post> Posts, bool Merges)> VisibleAsync(
        this FeedDbContext db,
        Guid user,
        IReadOnlyList<Position> candidates,
        Position before,
        int count,
        CancellationToken stop
    )
    {
        var last = candidates[^1];
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var command = new NpgsqlCommand(Visible, (NpgsqlConnection)db.Database.GetDbConnection())
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = user },
                    new NpgsqlParameter<Guid[]> { TypedValue = [.. candidates.Select(c => c.Id)] },
                    new NpgsqlParameter<DateTimeOffset> { TypedValue = before.At },
                    new NpgsqlParameter<Guid> { TypedValue = before.Id },
                    new NpgsqlParameter<DateTimeOffset> { TypedValue = last.At },
                    new NpgsqlParameter<Guid> { TypedValue = last.Id },
                    new NpgsqlParameter<int> { TypedValue = count },
                },
            };
            await using var reader = await command.ExecuteReaderAsync(stop);
            // Without a row it is not known.
            var (posts, merges) = (new List<Post>(count), true);
            while (await reader.ReadAsync(stop))
            {
                posts.Add(
                    new()
                    {
                        Id = reader.GetGuid(0),
                        AuthorId = reader.GetGuid(1),
                        PublishedAt = reader.GetFieldValue<DateTimeOffset>(2),
                    }
                );
                merges = reader.GetBoolean(3);
            }
            return (posts, merges);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Whether this person's account was deleted.</summary>
    public static Task<bool> IsUserDeletedAsync(this FeedDbContext db, Guid user, CancellationToken stop) =>
        db.Database.SqlQuery<bool>($"""select exists (select from deleted_users where user_id = {user}) as "Value" """).SingleAsync(stop);

    // $1 who reads, $2 the ids of the candidates, ($3, $4) before which position, ($5, $6) the last candidate's, $7 how many.
    const string Visible = """
        select f.id, f.author_id, f.published_at, exists (
            select from high_follower_authors c join follows f on f.follower_id = $1 and f.followed_id = c.author_id
        )
        from (
        (
            select p.id, p.author_id, p.published_at from posts p
            where p.id = any ($2) and (
                p.author_id = $1
                -- Not exists: that would be answered by reading all the follows of this person.
                or (select f.followed_id from follows f where f.follower_id = $1 and f.followed_id = p.author_id) is not null
            ) and not exists (select from hidden h where h.viewer_id = $1 and h.hidden_id = p.author_id)
        )
        union
        (
            select p.id, p.author_id, p.published_at
            from high_follower_authors c
            join follows f on f.follower_id = $1 and f.followed_id = c.author_id
            cross join lateral (
                select * from posts
                where author_id = c.author_id and (published_at, id) < ($3, $4) and (published_at, id) > ($5, $6)
                order by published_at desc, id desc
                limit $7
            ) p
            where not exists (select from hidden h where h.viewer_id = $1 and h.hidden_id = c.author_id)
            order by p.published_at desc, p.id desc
            limit $7
        )
        order by published_at desc, id desc
        limit $7
        ) f
        order by f.published_at desc, f.id desc
        """;
}
