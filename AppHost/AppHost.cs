using Social.AppHost;
using Social.AppHost.Engines;
using Social.AppHost.Running;
using Social.AppHost.Seed;

var seeding = Seeding.Take(ref args);
return await Start.RunAsync(
    args,
    async (builder, settings) =>
    {
        var engines = await builder.AddEnginesAsync(settings);
        var secret = builder.AddServiceSecret(settings);
        var registry = builder.AddRegistry(engines, settings);

        var auth = builder.AddService<Projects.Auth>("auth", engines, "authdb");
        var profile = builder.AddService<Projects.Profile>("profile", engines, "profiledb");
        var post = builder.AddService<Projects.Post>("post", engines, "postdb").WithReference(engines.Media);
        var feed = builder.AddService<Projects.Feed>("feed", engines, "feeddb").WithReference(engines.Redis).WaitFor(engines.Redis);

        // Nobody waits for it: without it everything is slower, and nothing wrong.
        var cache = builder.AddService<Projects.Cache>("cache", engines).WithReference(engines.Redis);

        // The browser's only door: the REST surface, and the web app's files.
        var gateway = builder
            .AddProject<Projects.Gateway>("gateway")
            .WithHttpEndpoint(port: settings.WebPort(builder))
            .WithHttpHealthCheck("/health")
            .WithExternalHttpEndpoints()
            .WithReplicas(builder.ReplicasOf("gateway"))
            .WithMode()
            .WaitFor(auth)
            .WaitFor(profile)
            .WaitFor(post)
            .WaitFor(feed);

        auth.WithReference(profile);
        profile.WithReference(auth);
        post.WithReference(auth).WithReference(profile);
        feed.WithReference(auth);
        cache.WithReference(auth).WithReference(cache);
        gateway
            .WithReference(auth)
            .WithReference(profile)
            .WithReference(post)
            .WithReference(feed)
            .WithReference(cache)
            .WithReference(engines.Redis);
        foreach (var service in (IResourceBuilder<ProjectResource>[])[auth, profile, post, feed, cache, gateway])
            service.WithEnvironment("Tokens__ServiceSecret", secret).WithRegistry(registry).WithChaos();

        // The gateway carries the built files; while the web app itself is being written, Vite serves it with hot reload.
        if (builder.ExecutionContext.IsRunMode && settings.Vite)
            builder
                .AddExecutable("web", "npm", "../Web", "run", "dev")
                .WithHttpEndpoint(env: "PORT")
                .WithReference(gateway)
                .WaitFor(gateway);
        if (seeding is not null)
            builder.AddSeeding(seeding, auth, gateway, settings);
    }
);
