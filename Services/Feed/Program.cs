using Social.Contracts;
using Social.Feeds;
using Social.Feeds.Api;
using Social.Feeds.Data;
using Social.Feeds.Events;
using Social.Feeds.Notifications;
using Social.Feeds.Push;
using Social.Feeds.Timelines;
using Social.Messaging;
using Social.ServiceDefaults;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Discovery;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<FeedDbContext>(Names.FeedDb);
builder
    .AddEvents<FeedDbContext>()
    .Handle<UserFollowed, OnUserFollowed>(Topics.Users)
    .Handle<UserUnfollowed, OnUserUnfollowed>(Topics.Users)
    .Handle<UserBlocked, OnUserBlocked>(Topics.Users)
    .Handle<UserUnblocked, OnUserUnblocked>(Topics.Users)
    .Handle<UserMuted, OnUserMuted>(Topics.Users)
    .Handle<UserUnmuted, OnUserUnmuted>(Topics.Users)
    .Handle<UserDeleted, OnUserDeleted>(Topics.Users)
    .Handle<PostPublished, OnPostPublished>(Topics.Posts)
    .Handle<PostEdited, OnPostEdited>(Topics.Posts)
    .Handle<PostDeleted, OnPostDeleted>(Topics.Posts)
    .Handle<PostLiked, OnPostLiked>(Topics.Posts)
    .Handle<PostUnliked, OnPostUnliked>(Topics.Posts)
    .Handle<CommentAdded, OnCommentAdded>(Topics.Posts)
    .Handle<CommentDeleted, OnCommentDeleted>(Topics.Posts)
    .AddQuestions()
    .AddRooms();
builder.AddTimelines();
builder.AddPush();
builder.AddChangeStamps();
builder.AddWarmUp();

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<FeedApi>();
await app.RunServiceAsync<FeedDbContext>(args);
