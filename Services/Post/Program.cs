using Social.Contracts;
using Social.Messaging;
using Social.Posts;
using Social.Posts.Api;
using Social.Posts.Data;
using Social.Posts.Events;
using Social.Posts.Images;
using Social.Posts.Objects;
using Social.ServiceDefaults;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Discovery;
using Social.ServiceDefaults.GrpcClients;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<PostDbContext>(Names.PostDb);
builder.AddServiceClient<ProfileService.ProfileServiceClient>(Names.Profile, asService: true);
builder.AddServiceClient<MessageService.MessageServiceClient>(Names.Chat, asService: true);
builder.AddServiceClient<QuestionService.QuestionServiceClient>(Names.Questions, asService: true);
builder
    .AddEvents<PostDbContext>(Topics.Posts)
    .Handle<UserUpdated, OnUserUpdated>(Topics.Users)
    .Handle<UserDeleted, OnUserDeleted>(Topics.Users)
    .Handle<UserBlocked, OnUserBlocked>(Topics.Users)
    .Handle<UserUnblocked, OnUserBlocked>(Topics.Users)
    .Handle<UserMuted, OnUserMuted>(Topics.Users)
    .Handle<UserUnmuted, OnUserMuted>(Topics.Users)
    .Handle<MessageImagesDeleted, OnImagesDeleted>(Topics.Rooms)
    .Handle<QuestionImagesDeleted, OnImagesDeleted>(Topics.Questions)
    .Republish<PostSnapshots>();
builder.AddWarmUp().AddObjectStore(Names.Media);
builder.AddPostOptions();
builder.AddChangeStamps();
builder.Services.AddSingleton<ImageRenderer>().AddSingleton<MediaStorage>().AddScoped<AttachmentCleanup>().AddScoped<Publishing>();
builder.Services.AddSingleton<MediaCleanup>().AddHostedService(services => services.GetRequiredService<MediaCleanup>());

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<PostApi>();
app.MapGrpcService<StoryApi>();
app.MapGrpcService<MediaApi>();
await app.RunServiceAsync<PostDbContext>(args);
