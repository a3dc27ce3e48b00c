using System.Globalization;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Social.Contracts;
using Social.Questions.Data;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Authentication;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;
using Social.ServiceDefaults.Texts;

namespace Social.Questions.Api;

/// <summary>The tags of questions.</summary>
public sealed class QuestionTagApi(QuestionsDbContext db) : QuestionTagService.QuestionTagServiceBase
{
    static readonly TextRules DescriptionRules = new(Tag.MaxDescription);

    /// <exception cref="FaultException"><see cref="Fault.Malformed"/> (cursor), <see cref="Fault.Invalid"/> (limit).</exception>
    public override async Task<QuestionTagPage> ListQuestionTags(ListQuestionTagsRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        var limit = Paging.Limit(request.Limit);
        var tags = db.Tags.AsNoTracking().Where(t => t.Questions > 0 || t.Description != "");
        if (request.Beginning.Length > 0)
        {
            if (TagName.TryRead(request.Beginning) is not { } beginning)
                return new();
            tags = tags.Where(t => t.Name.StartsWith(beginning));
        }
        if (request.Followed)
            tags = tags.Where(t => db.TagFollows.Any(f => f.UserId == me && f.Tag == t.Name));
        if (Read(request.Cursor) is var (questions, name))
            tags = tags.Where(t => t.Questions < questions || (t.Questions == questions && t.Name.CompareTo(name) > 0));
        var page = await Views(tags.OrderByDescending(t => t.Questions).ThenBy(t => t.Name).Take(limit + 1), me).ToListAsync(stop);
        return new()
        {
            Tags = { page.Take(limit) },
            Next =
                page.Count > limit
                    ? Paging.ToCursor(string.Create(CultureInfo.InvariantCulture, $"{page[limit - 1].Questions} {page[limit - 1].Tag}"))
                    : "",
        };
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>.</exception>
    public override async Task<QuestionTagView> GetQuestionTag(GetQuestionTagRequest request, ServerCallContext context)
    {
        var name = TagName.TryRead(request.Tag) ?? throw NoSuchTag();
        return await FindAsync(name, context.CallerId(), context.CancellationToken) ?? throw NoSuchTag();
    }

    /// <exception cref="FaultException"><see cref="Fault.NotFound"/>, <see cref="Fault.Invalid"/> (description).</exception>
    public override async Task<QuestionTagView> DescribeQuestionTag(DescribeQuestionTagRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        var name = TagName.TryRead(request.Tag) ?? throw NoSuchTag();
        var description = DescriptionRules.Validate(request.Description, "description", "A description");
        if (await db.Tags.Where(t => t.Name == name).ExecuteUpdateAsync(set => set.SetProperty(t => t.Description, description), stop) == 0)
            throw NoSuchTag();
        return (await FindAsync(name, me, stop))!;
    }

    /// <exception cref="FaultException">
    /// <see cref="Fault.NotFound"/>, <see cref="Fault.Conflict"/>: too many, <see cref="Fault.Unauthenticated"/>.
    /// </exception>
    public override async Task<FollowQuestionTagReply> FollowQuestionTag(FollowQuestionTagRequest request, ServerCallContext context)
    {
        var (me, stop) = (context.CallerId(), context.CancellationToken);
        var name = TagName.TryRead(request.Tag) ?? throw NoSuchTag();
        await using var transaction = await db.BeginAsync(stop);
        await db.LockPeopleAsync(me, [], stop);
        if (!request.Follow)
            await db.TagFollows.Where(f => f.Tag == name && f.UserId == me).ExecuteDeleteAsync(stop);
        else if (!await db.Tags.AnyAsync(t => t.Name == name, stop))
            throw NoSuchTag();
        else if (await db.TagFollows.CountAsync(f => f.UserId == me && f.Tag != name, stop) >= Follows.MaxTags)
            throw new FaultException(Fault.Conflict, $"You follow {Follows.MaxTags} tags, which is the most: unfollow some first.");
        else
            await db.Database.ExecuteSqlAsync($"insert into tag_follows (tag, user_id) values ({name}, {me}) on conflict do nothing", stop);
        await transaction.CommitAsync(stop);
        return new();
    }

    Task<QuestionTagView?> FindAsync(string name, Guid me, CancellationToken stop) =>
        Views(db.Tags.AsNoTracking().Where(t => t.Name == name), me).SingleOrDefaultAsync(stop);

    IQueryable<QuestionTagView> Views(IQueryable<Tag> tags, Guid me) =>
        tags.Select(t => new QuestionTagView
        {
            Tag = t.Name,
            Description = t.Description,
            Questions = t.Questions,
            Followed = db.TagFollows.Any(f => f.UserId == me && f.Tag == t.Name),
        });

    static (int Questions, string Name)? Read(string cursor)
    {
        if (Paging.ReadText(cursor) is not { } key)
            return null;
        return key.Split(' ', 2) is [var count, var name] && int.TryParse(count, CultureInfo.InvariantCulture, out var questions)
            ? (questions, name)
            : throw Paging.Malformed();
    }

    static FaultException NoSuchTag() => new(Fault.NotFound, "No question has this tag.");
}
