using Npgsql;
using Social.Bench.Running;

namespace Social.Bench.Workloads;

/// <summary>
/// Older posts as rows in the databases of the bench's own system: copies of those that are there, each set ten minutes older than the one
/// before, with their tags and words, in Post and in Feed.
/// </summary>
sealed class InsertedPosts(Target target)
{
    // Which posts are copied, and how many times there are as many.
    const string Prepare = """
        create schema if not exists bench;
        create table if not exists bench.grown (factor int not null);
        create table if not exists bench.originals (id uuid primary key);
        insert into bench.originals select id from public.posts where not exists (select from bench.grown);
        insert into bench.grown select 1 where not exists (select from bench.grown);
        """;

    // A UUID of version 7 begins with milliseconds; the rest stays, so that a copy is as unique as its original.
    const string CopyId = """
        (lpad(to_hex(('x' || lpad(substr(replace(o.id::text, '-', ''), 1, 12), 16, '0'))::bit(64)::bigint - @copy * 600000), 12, '0')
            || substr(replace(o.id::text, '-', ''), 13))::uuid
        """;

    const string PostCopies = $"""
        insert into posts (id, author_id, text, tags, mention_ids, likes, comments, created_at, version)
        select {CopyId}, o.author_id, o.text, o.tags, o.mention_ids, 0, 0, o.created_at - @copy * interval '10 minutes', 1
        from posts o join bench.originals using (id) where o.deleted_at is null and o.text <> ''
        on conflict do nothing
        """;

    const string TagCopies = $"""
        insert into tags (tag, spelling, post_id, author_id)
        select t.tag, t.spelling, {CopyId}, t.author_id
        from tags t join bench.originals o on o.id = t.post_id join posts p on p.id = {CopyId}
        on conflict do nothing
        """;

    const string WordCopies = $"""
        insert into post_words (post_id, words)
        select {CopyId}, w.words from post_words w join bench.originals o on o.id = w.post_id join posts p on p.id = {CopyId}
        on conflict do nothing
        """;

    const string Counters = """
        update authors a set posts = n.posts
        from (select author_id, count(*) as posts from posts where deleted_at is null group by author_id) n where n.author_id = a.author_id
        """;

    const string FeedCopies = $"""
        insert into posts (id, author_id, published_at)
        select {CopyId}, o.author_id, o.published_at - @copy * interval '10 minutes' from posts o join bench.originals using (id)
        on conflict do nothing
        """;

    /// <summary>Inserts until there are so many times as many as in the beginning.</summary>
    public async Task GrowAsync(int factor, CancellationToken stop)
    {
        await using var posts = target.Data.OpenDatabase("postdb");
        await using var feeds = target.Data.OpenDatabase("feeddb");
        foreach (var database in (NpgsqlDataSource[])[posts, feeds])
            await ExecuteAsync(database, Prepare, 0, stop);
        await using var grown = posts.CreateCommand("select max(factor) from bench.grown");
        for (var copy = (int)(await grown.ExecuteScalarAsync(stop))!; copy < factor; copy++)
        {
            foreach (var sql in (string[])[PostCopies, TagCopies, WordCopies])
                await ExecuteAsync(posts, sql, copy, stop);
            await ExecuteAsync(feeds, FeedCopies, copy, stop);
            foreach (var database in (NpgsqlDataSource[])[posts, feeds])
                await ExecuteAsync(database, $"insert into bench.grown values ({copy + 1})", 0, stop);
            if ((copy + 1) % 10 == 0)
                Progress.Write($"  {copy + 1} times as many posts");
        }
        await ExecuteAsync(posts, Counters, 0, stop);
        await Progress.WhileAsync(ExecuteAsync(posts, "vacuum analyze posts, tags, post_words, authors", 0, stop), "analyzing");
        await ExecuteAsync(feeds, "vacuum analyze posts", 0, stop);
    }

    /// <summary>How many there are.</summary>
    public async Task<long> CountAsync(CancellationToken stop)
    {
        await using var posts = target.Data.OpenDatabase("postdb");
        await using var count = posts.CreateCommand("select count(*) from posts where deleted_at is null");
        return (long)(await count.ExecuteScalarAsync(stop))!;
    }

    static async Task ExecuteAsync(NpgsqlDataSource database, string sql, int copy, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        if (sql.Contains("@copy", StringComparison.Ordinal))
            command.Parameters.AddWithValue("copy", copy);
        await command.ExecuteNonQueryAsync(stop);
    }
}
