using Social.Contracts;
using Social.Gateway;
using Social.Gateway.Http;
using Social.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();

// A password takes a while to hash, and those who log in at the same time wait for each other.
builder.AddServiceClient<AuthService.AuthServiceClient>(Names.Auth, deadline: TimeSpan.FromSeconds(15));
builder.AddServiceClient<ProfileService.ProfileServiceClient>(Names.Profile);
builder.AddServiceClient<PostService.PostServiceClient>(Names.Post);
builder.AddServiceClient<StoryService.StoryServiceClient>(Names.Post);
builder.AddServiceClient<MediaService.MediaServiceClient>(Names.Post);
builder.AddServiceClient<FeedService.FeedServiceClient>(Names.Feed);
builder.AddPolicies();
builder.AddRefusals();
builder.AddProxies();
builder.AddLimits();
builder.AddApiDocument();
builder.AddViews();
builder.AddWebFiles();
var app = builder.Build();
app.UseProxies();
app.UseRefusals();
app.UseSecurityHeaders();
app.UseWebFiles();
app.UseApiPage();
app.UseEntityTags();
app.UseServiceDefaults();
app.UseLimits();

app.MapApi();
app.MapWebFallback();
await app.RunServiceAsync();
