using Social.Contracts;
using Social.Gateway.Auth;
using Social.Gateway.Caching;
using Social.Gateway.Chat;
using Social.Gateway.Feed;
using Social.Gateway.Http;
using Social.Gateway.Media;
using Social.Gateway.Notifications;
using Social.Gateway.Operations;
using Social.Gateway.Posts;
using Social.Gateway.Profiles;
using Social.Gateway.Questions;
using Social.Gateway.Search;
using Social.Gateway.Stories;
using Social.ServiceDefaults;
using Social.ServiceDefaults.GrpcClients;

namespace Social.Gateway;

/// <summary>The public REST surface, by subject. Every route needs a person's access token unless it says otherwise.</summary>
public static class Api
{
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api").RequireAuthorization(Policies.Person).RequireRateLimiting(Limits.General);
        api.MapSessions();
        api.MapProfiles();
        api.MapPosts();
        api.MapStories();
        api.MapFeed();
        api.MapNotifications();
        api.MapPush();
        api.MapChat();
        api.MapQuestions();
        api.MapSearch();
        api.MapServices();
        api.MapStatus();
        app.MapMedia();
        app.MapLiveProxy();
        app.MapKeys();
        app.MapApiDocument();
        app.MapApiFallback();
    }

    /// <summary>The services behind the routes.</summary>
    public static void AddServices(this WebApplicationBuilder builder)
    {
        // A password takes a while to hash, and those who log in at the same time wait for each other.
        builder.AddServiceClient<AuthService.AuthServiceClient>(Names.Auth, deadline: TimeSpan.FromSeconds(15));
        builder.AddServiceClient<ProfileService.ProfileServiceClient>(Names.Profile);
        builder.AddServiceClient<PostService.PostServiceClient>(Names.Post);
        builder.AddServiceClient<StoryService.StoryServiceClient>(Names.Post);
        builder.AddServiceClient<MediaService.MediaServiceClient>(Names.Post);
        builder.AddServiceClient<FeedService.FeedServiceClient>(Names.Feed);
        builder.AddServiceClient<ChatService.ChatServiceClient>(Names.Chat);
        builder.AddServiceClient<MessageService.MessageServiceClient>(Names.Chat);
        builder.AddServiceClient<QuestionService.QuestionServiceClient>(Names.Questions);
        builder.AddServiceClient<AnswerService.AnswerServiceClient>(Names.Questions);
        builder.AddServiceClient<QuestionTagService.QuestionTagServiceClient>(Names.Questions);
    }

    /// <summary>The composers of answers: each knows which services to ask, in batches.</summary>
    public static void AddViews(this WebApplicationBuilder builder)
    {
        builder.AddCaching();
        builder.Services.AddScoped<ProfileViews>();
        builder.Services.AddScoped<HomeReader>();
        builder.Services.AddScoped<AuthorLookup>();
        builder.Services.AddScoped<PostViews>();
        builder.Services.AddScoped<NotificationViews>();
        builder.Services.AddScoped<ChatViews>();
        builder.Services.AddScoped<MessageForm>();
        builder.Services.AddScoped<QuestionViews>();
        builder.AddLiveProxy();
        builder.AddOperations();
    }
}
