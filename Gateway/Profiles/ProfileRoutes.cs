using Microsoft.AspNetCore.Http.HttpResults;
using Social.Contracts;
using Social.Gateway.CachedReads;
using Social.Gateway.Http;
using Social.Gateway.Posts;
using Social.ServiceDefaults.Errors;

namespace Social.Gateway.Profiles;

/// <summary>/api/profiles: people and who follows whom.</summary>
static class ProfileRoutes
{
    public static void MapProfiles(this RouteGroupBuilder api)
    {
        var profiles = api.MapGroup("/profiles").WithTags("Profiles").ProducesProblem(401);
        profiles.MapGet("", Search).WithSummary("Find people; without q the newest").ProducesProblem(400).ProducesValidationProblem(422);
        profiles.MapGet("/{username}", Get).WithSummary("A person").ProducesProblem(404);
        profiles.MapPatch("/me", Edit).WithSummary("Change my profile").ProducesValidationProblem(422);
        profiles
            .MapPut("/me/avatar", SetAvatar)
            .WithSummary("Change my picture")
            .Accepts<IFormFile>("multipart/form-data")
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(ImageForm.MaxAvatarBody))
            .RequireRateLimiting(Limits.Upload)
            .ProducesProblem(413)
            .ProducesProblem(415)
            .ProducesValidationProblem(422);
        profiles
            .MapPost("/me/following", FollowMany)
            .WithSummary("Follow up to 100 people at once; all or none")
            .ProducesProblem(404)
            .ProducesValidationProblem(422);
        profiles.MapGet("/{username}/followers", Followers).WithSummary("Who follows them, newest first").ProducesList();
        profiles.MapGet("/{username}/following", Following).WithSummary("Whom they follow, newest first").ProducesList();
        profiles.MapGet("/{username}/posts", Posts).WithSummary("Their posts, newest first").ProducesList();
        profiles.MapRelations();
    }

    static async Task<Ok<Page<ProfileJson>>> Search(
        ProfileService.ProfileServiceClient profiles,
        ProfileViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop,
        string? q = null
    )
    {
        var found = await profiles.SearchProfilesAsync(
            new()
            {
                Query = q ?? "",
                Cursor = page.From,
                Limit = page.Take,
            },
            cancellationToken: stop
        );
        return TypedResults.Ok(await views.ComposeAsync(found, stop));
    }

    static async Task<Ok<ProfileJson>> Get(string username, CachedReader reader, ProfileViews views, CancellationToken stop) =>
        TypedResults.Ok(await views.ComposeAsync(await reader.FindPersonAsync(username, stop), stop));

    static async Task<Ok<ProfileJson>> Edit(
        EditProfileBody body,
        ProfileService.ProfileServiceClient profiles,
        ProfileViews views,
        CancellationToken stop
    )
    {
        var request = new EditProfileRequest();
        if (body.DisplayName is not null)
            request.DisplayName = body.DisplayName;
        if (body.Bio is not null)
            request.Bio = body.Bio;
        var profile = await profiles.EditProfileAsync(request, cancellationToken: stop);
        return TypedResults.Ok(await views.ComposeAsync(profile, stop));
    }

    static async Task<Ok<ProfileJson>> SetAvatar(
        HttpRequest request,
        MediaService.MediaServiceClient media,
        ProfileService.ProfileServiceClient profiles,
        ProfileViews views,
        CancellationToken stop
    )
    {
        var image = await ImageForm.UploadAvatarAsync(request, media, stop);
        var profile = await profiles.SetAvatarAsync(new() { MediaId = image.Id }, cancellationToken: stop);
        return TypedResults.Ok(await views.ComposeAsync(profile, stop));
    }

    static async Task<Ok<FollowedJson>> FollowMany(FollowBody body, ProfileService.ProfileServiceClient profiles, CancellationToken stop)
    {
        var usernames = body.Usernames ?? [];
        if (usernames.Any(name => name is null))
            throw new FaultException(Fault.Invalid, "usernames", "Each item is a username; one is null.");
        var reply = await profiles.FollowAsync(new() { Usernames = { usernames } }, cancellationToken: stop);
        return TypedResults.Ok(new FollowedJson(reply.Changed));
    }

    static async Task<Ok<Page<ProfileJson>>> Followers(
        string username,
        ProfileService.ProfileServiceClient profiles,
        ProfileViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    ) => TypedResults.Ok(await views.ComposeAsync(await profiles.ListFollowersAsync(Ask(username, page), cancellationToken: stop), stop));

    static async Task<Ok<Page<ProfileJson>>> Following(
        string username,
        ProfileService.ProfileServiceClient profiles,
        ProfileViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    ) => TypedResults.Ok(await views.ComposeAsync(await profiles.ListFollowingAsync(Ask(username, page), cancellationToken: stop), stop));

    static async Task<Ok<Page<PostJson>>> Posts(
        string username,
        CachedReader reader,
        PostViews views,
        [AsParameters] PageQuery page,
        CancellationToken stop
    )
    {
        var author = await reader.FindAuthorAsync(username, page.From, page.Take, stop);
        // Whom I block is there, to be unblocked, but shows me nothing.
        if (author.Profile.IsBlocked)
            return TypedResults.Ok(new Page<PostJson>([], null));
        return TypedResults.Ok(await views.ComposeAsync(await reader.ListPostsAsync(author, page.From, page.Take, stop), author, stop));
    }

    static void ProducesList(this RouteHandlerBuilder route) =>
        route.ProducesProblem(400).ProducesProblem(404).ProducesValidationProblem(422);

    static ListFollowsRequest Ask(string username, PageQuery page) =>
        new()
        {
            Username = username,
            Cursor = page.From,
            Limit = page.Take,
        };
}
