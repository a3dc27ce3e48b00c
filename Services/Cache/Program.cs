using Social.Caches.Api;
using Social.Caches.Events;
using Social.Caches.Redis;
using Social.Caches.Replication;
using Social.Caches.Store;
using Social.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddReplica();
builder.AddReplication();
builder.AddRedisTier();
builder.AddInvalidations();

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<CacheApi>();
app.MapGrpcService<PeersApi>();
await app.RunServiceAsync();
