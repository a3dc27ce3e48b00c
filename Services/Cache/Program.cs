using Social.Caches.Api;
using Social.Caches.Events;
using Social.Caches.Store;
using Social.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddReplica();
builder.AddInvalidations();

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<CacheApi>();
await app.RunServiceAsync();
