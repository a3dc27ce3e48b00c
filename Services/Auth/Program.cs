using Social.Auth;
using Social.Auth.Api;
using Social.Auth.Data;
using Social.Auth.Events;
using Social.Auth.Keys;
using Social.Auth.Passwords;
using Social.Auth.Throttling;
using Social.Contracts;
using Social.Messaging;
using Social.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<AuthDbContext>(Names.AuthDb);
builder.AddEvents<AuthDbContext>(Topics.Accounts).Republish<AccountSnapshots>();
builder.AddServiceClient<ProfileService.ProfileServiceClient>(Names.Profile, asService: true);
builder.Services.AddOptions<RegistrationOptions>().BindConfiguration("Registration").ValidateDataAnnotations().ValidateOnStart();
builder.AddPasswords();
builder.AddThrottling();
builder.AddSigningKeys();
builder.Services.AddScoped<Sessions>();
builder.Services.AddHostedService<ExpiredDataCleanup>();
builder.AddWarmUp();

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<AuthApi>();
await app.RunServiceAsync<AuthDbContext>(args);
