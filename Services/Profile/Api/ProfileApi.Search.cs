using System.Globalization;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Profiles.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Profiles.Api;

public sealed partial class ProfileApi
{
    // Above any similarity, which is at most 1.
    const float Begins = 2;

    /// <summary>
    /// Those whose username or display name starts with the text, in the order of usernames, and behind them those who have a word
    /// like it, the most similar first. Capitals and accents do not matter. For an empty text everyone, the newest first.
    /// </summary>
    public override async Task<ProfilePage> SearchProfiles(SearchProfilesRequest request, ServerCallContext context)
    {
        var text = request.Query.Trim().TrimStart('@');
        if (text.Length > SharedLimits.SearchQuery)
            throw new FaultException(Fault.Invalid, "q", $"Search for at most {SharedLimits.SearchQuery} characters.");
        // No name holds a control character, and the database refuses some.
        if (text.Any(char.IsControl))
            return new();
        return text.Length == 0 ? await NewestAsync(request, context) : await NamedAsync(text, request, context);
    }

    async Task<ProfilePage> NewestAsync(SearchProfilesRequest request, ServerCallContext context)
    {
        var (limit, viewer) = (Paging.Limit(request.Limit), ViewerOf(context));
        var everyone = db.Profiles.ListedFor(viewer, db);
        if (Paging.ReadId(request.Cursor) is { } before)
            everyone = everyone.Where(p => p.Id < before);
        // Ids carry the time of registration.
        var page = everyone.OrderByDescending(p => p.Id).Take(limit + 1);
        var found = await page.ViewAsync(db, viewer, context.CancellationToken);
        return new()
        {
            Profiles = { found.Take(limit) },
            Next = found.Count > limit ? Paging.ToCursor(Guid.Parse(found[limit - 1].Id)) : "",
        };
    }

    async Task<ProfilePage> NamedAsync(string text, SearchProfilesRequest request, ServerCallContext context)
    {
        var (limit, viewer) = (Paging.Limit(request.Limit), ViewerOf(context));
        var (rank, name) = Place(request.Cursor);
        var hits = db.Database.SqlQuery<Hit>(
            $"""
            with asked as (select fold({text}) as start),
            begins as (
                (
                    select id, username, {Begins}::real as rank from profiles, asked
                    where start <> '' and username >= start and username < start || chr(1114111)
                        and ({rank}::real > {Begins}::real or username > {name})
                        and not exists (
                            select from blocks
                            where (blocker_id = id and blocked_id = {viewer}) or (blocker_id = {viewer} and blocked_id = id)
                        )
                    order by username
                    limit {limit + 1}
                )
                union all
                -- One letter of an alphabet begins too many names to sort: those are found by their username alone. A character of three
                -- bytes is a syllable or a word.
                select id, username, {Begins}::real from profiles, asked
                where octet_length(start) > 2 and search_name >= start and search_name < start || chr(1114111)
            ),
            ranked as (
                select id, username, max(rank) as rank
                from (
                    select * from begins
                    union all
                    select alike.* from asked, similar_people(start) as alike
                    where not (alike.username >= start and alike.username < start || chr(1114111))
                ) as each
                group by id, username
            )
            select id, username, rank from ranked
            where (rank < {rank}::real or (rank = {rank}::real and username > {name}))
                and not exists (
                    select from blocks
                    where (blocker_id = id and blocked_id = {viewer}) or (blocker_id = {viewer} and blocked_id = id)
                )
            order by rank desc, username
            limit {limit + 1}
            """
        );
        var page =
            from hit in hits
            join person in db.Profiles on hit.Id equals person.Id
            orderby hit.Rank descending, hit.Username
            select new Row<float> { Key = hit.Rank, Profile = person };
        var found = await page.ViewAsync(db, viewer, context.CancellationToken);
        var next = found.Count <= limit ? "" : Cursor(found[limit - 1].Key, found[limit - 1].View.Username);
        return new() { Profiles = { found.Take(limit).Select(f => f.View) }, Next = next };
    }

    static string Cursor(float rank, string username) =>
        Paging.ToCursor(string.Create(CultureInfo.InvariantCulture, $"{rank:R}/{username}"));

    /// <summary>Behind whom the page starts.</summary>
    static (float Rank, string Username) Place(string cursor)
    {
        if (Paging.ReadText(cursor)?.Split('/') is not { } parts)
            return (Begins, "");
        return
            parts is [var said, var name]
            && float.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out var rank)
            && rank is >= 0 and <= Begins
            && Username.IsValid(name)
            ? (rank, name)
            : throw Paging.Malformed();
    }

    sealed record Hit(Guid Id, string Username, float Rank);
}
