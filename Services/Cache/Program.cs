using Social.Caches.Api;
using Social.Caches.Events;
using Social.Caches.Store;
using Social.Contracts;
using Social.Messaging;
using Social.Messaging.Listening;
using Social.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddReplica();
builder
    .AddListening()
    .Handle<UserUpdated, OnUserUpdated>(Topics.Users)
    .Handle<UserDeleted, OnUserDeleted>(Topics.Users)
    .Handle<PostPublished, OnPostPublished>(Topics.Posts)
    .Handle<PostEdited, OnPostEdited>(Topics.Posts)
    .Handle<PostDeleted, OnPostDeleted>(Topics.Posts);

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<CacheApi>();
await app.RunServiceAsync();
