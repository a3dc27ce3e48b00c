using Social.Gateway;
using Social.Gateway.Http;
using Social.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddServices();
builder.AddPolicies();
builder.AddRefusals();
builder.AddKnownProxies();
builder.AddLimits();
builder.AddApiDocument();
builder.AddViews();
builder.AddSpaFiles();
var app = builder.Build();

app.UseKnownProxies();
app.UseHeadRequests();
app.UseRefusals();
app.UseJsonCharsets();
app.UseSecurityHeaders();
app.UseSpaFiles();
app.UseApiPage();
app.UseETags();
app.UseServiceDefaults();
app.UseLimits();

app.MapApi();
app.MapSpaFallback();

await app.RunServiceAsync();
