using Social.AppHost;
using Social.AppHost.Commands;
using Social.AppHost.Infrastructure;
using Social.AppHost.Running;
using Social.ServiceDefaults;
using Social.ServiceDefaults.Database;

var builder = SocialBuilder.Create(args);

var postgres = builder.AddPostgres(Names.Postgres).WithImageTag("18.3").WithDataVolume();
var redis = builder.AddRedis(Names.Redis).WithDataVolume();
var kafka = builder.AddKafka(Names.Kafka).WithDataVolume();
var media = builder.AddMinio(Names.Media).WithDataVolume();

var auth = builder.AddService<Projects.Auth>(Names.Auth, postgres.AddDatabase(Names.AuthDb), kafka);
var profile = builder.AddService<Projects.Profile>(Names.Profile, postgres.AddDatabase(Names.ProfileDb), kafka);
var post = builder.AddService<Projects.Post>(Names.Post, postgres.AddDatabase(Names.PostDb), kafka).WithReference(media).WaitFor(media);
var feed = builder.AddService<Projects.Feed>(Names.Feed, postgres.AddDatabase(Names.FeedDb), kafka).WithReference(redis).WaitFor(redis);
var chat = builder.AddService<Projects.Chat>(Names.Chat, postgres.AddDatabase(Names.ChatDb), kafka).WithReference(redis).WaitFor(redis);
var questions = builder.AddService<Projects.Questions>(Names.Questions, postgres.AddDatabase(Names.QuestionsDb), kafka);

// Nobody waits for it: without it everything is slower, and nothing wrong.
var cache = builder.AddService<Projects.Cache>(Names.Cache, kafka).WithReference(redis);

// Redis says what has changed since a gateway read it; while it is away, gateways ask anew.
auth.WithReference(profile);
profile.WithReference(auth).WithReference(redis);
post.WithReference(redis).WithReference(auth).WithReference(profile).WithReference(chat).WithReference(questions);
feed.WithReference(auth).WithReference(profile).WithPushKey();
chat.WithReference(auth).WithReference(profile).WithReference(post);
questions.WithReference(auth).WithReference(profile).WithReference(post);
cache.WithReference(auth).WithReference(cache);

// The only public address: the REST API and the web app's files.
var gateway = builder
    .AddGateway<Projects.Gateway>(Names.Gateway)
    .WithReference(auth)
    .WithReference(profile)
    .WithReference(post)
    .WithReference(feed)
    .WithReference(chat)
    .WithReference(questions)
    .WithReference(cache)
    .WithReference(redis)
    .WaitForStart(auth)
    .WaitForStart(profile)
    .WaitForStart(post)
    .WaitForStart(feed)
    .WaitForStart(chat)
    .WaitForStart(questions);

builder.ShareServiceSecret().UseRegistry(redis).AddViteOnRequest(gateway).AddSeed<Projects.Seed>(gateway, auth).AddChaosCommands();
foreach (var owner in (IResourceBuilder<ProjectResource>[])[auth, profile, post, questions])
    owner.WithRepublishCommand();
foreach (var consumer in (IResourceBuilder<ProjectResource>[])[auth, profile, post, feed, chat, questions])
    consumer.WithRedriveCommand();
questions.WithReputationCommand();

// PostgreSQL, Redis, Kafka and the object store as processes of this machine, unless --Engines=containers asks for containers.
builder.RunEnginesAsProcesses();

return await builder.BuildAndRunAsync();
