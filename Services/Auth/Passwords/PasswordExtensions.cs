namespace Social.Auth.Passwords;

public static class PasswordExtensions
{
    public static void AddPasswords(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PasswordOptions>().BindConfiguration("Passwords").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PasswordHashingQueue>();
    }
}
