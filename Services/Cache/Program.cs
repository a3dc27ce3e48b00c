using Social.Caches.Api;
using Social.Caches.Events;
using Social.Caches.Replication;
using Social.Caches.Second;
using Social.Caches.Store;
using Social.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddReplica();
builder.AddReplication();
builder.AddSecondLevel();
builder.AddInvalidations();

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<CacheApi>();
app.MapGrpcService<PeersApi>();
await app.RunServiceAsync();
