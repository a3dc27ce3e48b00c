using Social.Contracts;
using Social.Messaging;
using Social.Profiles;
using Social.Profiles.Api;
using Social.Profiles.Data;
using Social.Profiles.Events;
using Social.ServiceDefaults;
using Social.ServiceDefaults.ChangeStamps;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Discovery;
using Social.ServiceDefaults.GrpcClients;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<ProfileDbContext>(Names.ProfileDb);
builder.AddServiceClient<AuthService.AuthServiceClient>(Names.Auth, asService: true);
builder
    .AddEvents<ProfileDbContext>(Topics.Users)
    .Handle<AccountCreated, OnAccountCreated>(Topics.Accounts)
    .Handle<AccountDeleted, OnAccountDeleted>(Topics.Accounts)
    .Republish<UserSnapshots>()
    .Republish<FollowSnapshots>()
    .Republish<BlockSnapshots>()
    .Republish<MuteSnapshots>();
builder.AddChangeStamps();
builder.Services.AddHostedService<InDoubtRegistrationResolver>();
builder.AddWarmUp();

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<ProfileApi>();
await app.RunServiceAsync<ProfileDbContext>(args);
