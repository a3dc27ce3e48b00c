using Social.Chats;
using Social.Chats.Api;
using Social.Chats.Data;
using Social.Chats.Events;
using Social.Chats.Live;
using Social.Contracts;
using Social.Messaging;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Discovery;
using Social.ServiceDefaults.GrpcClients;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<ChatDbContext>(Names.ChatDb);
builder.AddServiceClient<ProfileService.ProfileServiceClient>(Names.Profile, asService: true);
builder.AddServiceClient<MediaService.MediaServiceClient>(Names.Post, asService: true);
builder
    .AddEvents<ChatDbContext>(Topics.Rooms)
    .Handle<UserBlocked, OnUserBlocked>(Topics.Users)
    .Handle<UserUnblocked, OnUserBlocked>(Topics.Users)
    .Handle<UserDeleted, OnUserDeleted>(Topics.Users);
builder.AddLive();
builder.AddWarmUp();
builder.Services.AddOptions<ChatOptions>().BindConfiguration("Chat").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<ChatLimits>().AddHostedService<ExpiredDataCleanup>().AddHostedService<MessageIndexer>();
builder.Services.AddScoped<RoomViews>().AddScoped<MessageViews>().AddScoped<MessageUploads>();

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<ChatApi>();
app.MapGrpcService<MessageApi>();
app.MapLive();
await app.RunServiceAsync<ChatDbContext>(args);
