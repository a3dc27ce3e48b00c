using Social.Contracts;
using Social.Messaging;
using Social.Questions;
using Social.Questions.Api;
using Social.Questions.Data;
using Social.Questions.Events;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.GrpcClients;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddDatabase<QuestionsDbContext>(Names.QuestionsDb);
builder.AddServiceClient<ProfileService.ProfileServiceClient>(Names.Profile, asService: true);
builder.AddServiceClient<MediaService.MediaServiceClient>(Names.Post, asService: true);
builder
    .AddEvents<QuestionsDbContext>(Topics.Questions)
    .Handle<UserBlocked, OnUserBlocked>(Topics.Users)
    .Handle<UserUnblocked, OnUserBlocked>(Topics.Users)
    .Handle<UserDeleted, OnUserDeleted>(Topics.Users)
    .Republish<QuestionSnapshots>();
builder.AddWarmUp().AddReputationCommand();
builder.Services.AddOptions<QuestionsOptions>().BindConfiguration("Questions").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<ViewCounter>().AddHostedService(services => services.GetRequiredService<ViewCounter>());
builder.Services.AddHostedService<ExpiredDataCleanup>().AddHostedService<AnswerIndexer>().AddHostedService<MentionLinker>();
builder.Services.AddScoped<QuestionLists>().AddScoped<QuestionDetails>().AddScoped<MentionLookup>().AddScoped<ImageLookup>();

var app = builder.Build();
app.UseServiceDefaults();
app.MapGrpcService<QuestionApi>();
app.MapGrpcService<AnswerApi>();
app.MapGrpcService<QuestionTagApi>();
await app.RunServiceAsync<QuestionsDbContext>(args);
