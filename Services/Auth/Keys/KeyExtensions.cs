using Social.ServiceDefaults.Authentication;

namespace Social.Auth.Keys;

public static class KeyExtensions
{
    /// <summary>The keys that sign, what everyone shall trust, and the command <c>rotate</c>.</summary>
    public static void AddSigningKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KeyOptions>().BindConfiguration("Keys").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<SigningKeys>();
        builder.Services.AddSingleton<IKeySource, DatabaseKeySource>();
        builder.Services.AddKeyedSingleton<Func<string[], Task>>(
            "rotate",
            (services, _) => _ => services.GetRequiredService<SigningKeys>().RotateAsync(CancellationToken.None)
        );
    }
}
