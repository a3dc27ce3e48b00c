using Social.Contracts;
using Social.ServiceDefaults;
using Social.ServiceDefaults.GrpcClients;

namespace Social.Feeds.Push;

static class PushExtensions
{
    /// <summary>Notifications sent to browsers whose app is closed.</summary>
    public static void AddPush(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<PushOptions>()
            .BindConfiguration("Push")
            .ValidateDataAnnotations()
            .Validate(push => push.PrivateKey.Length == 0 || VapidKeys.TryParse(push.PrivateKey, out _), PushSettings.WantedKey)
            .Validate(push => IsContact(push.Subject), PushSettings.WantedSubject)
            .Validate(push => PushHosts.TryParse(push.Hosts, out _), PushSettings.WantedHosts)
            .ValidateOnStart();
        // Names of people are asked for while nobody calls.
        builder.AddServiceClient<ProfileService.ProfileServiceClient>(Names.Profile, asService: true);
        builder.Services.AddSingleton<PushSettings>();
        builder.Services.AddSingleton(_ => PushSender.NewHandler());
        builder.Services.AddSingleton<PushSender>();
        builder.Services.AddSingleton<PushComposer>();
        builder.Services.AddHostedService<PushWorker>();
        builder.Services.AddHostedService<PushCleanup>();
    }

    static bool IsContact(string subject) =>
        Uri.TryCreate(subject, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeMailto || address.Scheme == Uri.UriSchemeHttps);
}
