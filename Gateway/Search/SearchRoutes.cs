using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.Gateway.Profiles;
using Social.Gateway.Questions;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Search;

/// <summary>/api/search: one text, looked for in several places at once.</summary>
static class SearchRoutes
{
    const string People = "people";
    const string Posts = "posts";
    const string Questions = "questions";
    const string Tags = "tags";

    static readonly string[] Kinds = [People, Posts, Questions, Tags];

    public static void MapSearch(this RouteGroupBuilder api) =>
        api.MapGet("/search", Search)
            .WithTags("Search")
            .WithSummary("Search; a page for each kind asked for")
            .ProducesProblem(400)
            .ProducesProblem(401)
            .ProducesValidationProblem(422);

    static async Task<Ok<SearchJson>> Search(
        ProfileService.ProfileServiceClient profiles,
        ProfileViews views,
        PostService.PostServiceClient posts,
        PostViews postViews,
        QuestionService.QuestionServiceClient questions,
        QuestionViews questionViews,
        [AsParameters] PageQuery page,
        CancellationToken stop,
        [Description("What to look for, 1 to 100 characters.")] string? q = null,
        [Description(
            "The kinds to look for, separated by commas: people, posts, questions, tags. All when absent. A cursor belongs to one kind alone."
        )]
            string? type = null
    )
    {
        var kinds = Asked(q, type, page);
        var people = kinds.Contains(People) ? FindPeople(q!, profiles, views, page, stop) : null;
        var written = kinds.Contains(Posts) ? FindPosts(q!, posts, postViews, page, stop) : null;
        var asked = kinds.Contains(Questions) ? FindQuestions(q!, questions, questionViews, page, stop) : null;
        var tags = kinds.Contains(Tags) ? FindTags(q!, posts, page, stop) : null;
        // Whichever fails, none is left behind unobserved.
        await Task.WhenAll(new Task?[] { people, written, asked, tags }.OfType<Task>());
        return TypedResults.Ok(
            new SearchJson(
                people is null ? null : await people,
                written is null ? null : await written,
                asked is null ? null : await asked,
                tags is null ? null : await tags
            )
        );
    }

    static async Task<Page<PostJson>> FindPosts(
        string q,
        PostService.PostServiceClient posts,
        PostViews views,
        PageQuery page,
        CancellationToken stop
    )
    {
        var request = new SearchPostsRequest
        {
            Query = q,
            Cursor = page.From,
            Limit = page.Take,
        };
        return await views.ComposeAsync(await posts.SearchAsync(request, cancellationToken: stop), excludeMuted: false, stop);
    }

    static async Task<Page<QuestionJson>> FindQuestions(
        string q,
        QuestionService.QuestionServiceClient questions,
        QuestionViews views,
        PageQuery page,
        CancellationToken stop
    )
    {
        var request = new SearchQuestionsRequest
        {
            Query = q,
            Cursor = page.From,
            Limit = page.Take,
        };
        return await views.ComposeAsync(await questions.SearchQuestionsAsync(request, cancellationToken: stop), stop);
    }

    static async Task<Page<TagJson>> FindTags(string q, PostService.PostServiceClient posts, PageQuery page, CancellationToken stop)
    {
        // There is one page, so no cursor was ever given out.
        if (page.From.Length > 0)
            throw Paging.Malformed();
        var found = await posts.SearchTagsAsync(new() { Query = q, Limit = page.Take }, cancellationToken: stop);
        return new([.. found.Tags.Select(t => new TagJson(t.Tag, t.Posts))], null);
    }

    static async Task<Page<ProfileJson>> FindPeople(
        string q,
        ProfileService.ProfileServiceClient profiles,
        ProfileViews views,
        PageQuery page,
        CancellationToken stop
    )
    {
        var request = new SearchProfilesRequest
        {
            Query = q,
            Cursor = page.From,
            Limit = page.Take,
        };
        return await views.ComposeAsync(await profiles.SearchProfilesAsync(request, cancellationToken: stop), stop);
    }

    static HashSet<string> Asked(string? q, string? type, PageQuery page)
    {
        var errors = new Dictionary<string, string[]>();
        var text = q?.Trim() ?? "";
        if (text.Length is 0 or > SharedLimits.SearchQuery)
            errors["q"] = [$"Search for 1 to {SharedLimits.SearchQuery} characters."];
        var kinds = type is null
            ? [.. Kinds]
            : type.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        if (kinds.Count == 0 || !kinds.IsSubsetOf(Kinds))
            errors["type"] = [$"The kinds are {string.Join(", ", Kinds)}."];
        else if (page.From.Length > 0 && kinds.Count > 1)
            errors["cursor"] = ["A cursor belongs to one kind: name it as type."];
        return errors.Count == 0 ? kinds : throw new FaultException(errors);
    }
}
