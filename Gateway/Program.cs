using Social.Gateway;
using Social.Gateway.Http;
using Social.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddServices();
builder.AddPolicies();
builder.AddRefusals();
builder.AddProxies();
builder.AddLimits();
builder.AddApiDocument();
builder.AddViews();
builder.AddWebFiles();
var app = builder.Build();

app.UseProxies();
app.UseHeadRequests();
app.UseRefusals();
app.UseJsonCharsets();
app.UseSecurityHeaders();
app.UseWebFiles();
app.UseApiPage();
app.UseEntityTags();
app.UseServiceDefaults();
app.UseLimits();

app.MapApi();
app.MapWebFallback();

await app.RunServiceAsync();
