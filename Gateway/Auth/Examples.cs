using Social.Gateway.Http;
using Social.Gateway.Profiles;

namespace Social.Gateway.Auth;

// What the bodies and answers of this folder look like in the API document.

partial record KeysJson : IOpenApiExample<KeysJson>
{
    // The key of RFC 7515, appendix A.3.
    public static KeysJson Example =>
        new([
            new(
                "EC",
                "P-256",
                "ES256",
                "sig",
                "2026-11-21",
                "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
            ),
        ]);
}

partial record RegisterBody : IOpenApiExample<RegisterBody>
{
    public static RegisterBody Example => new("grace.hopper", "Grace Hopper", "correct horse battery", null, "cookie");
}

partial record LogInBody : IOpenApiExample<LogInBody>
{
    public static LogInBody Example => new("ada", "correct horse battery", "cookie");
}

partial record SessionJson : IOpenApiExample<SessionJson>
{
    public static SessionJson Example =>
        new("eyJhbGciOiJFUzI1NiJ9…", ProfileJson.Example.CreatedAt.AddMinutes(10), null, ProfileJson.Example);
}

partial record MeJson : IOpenApiExample<MeJson>
{
    public static MeJson Example =>
        new(
            ProfileJson.Example.Id,
            "ada",
            "Ada Lovelace",
            "Enchantress of number.",
            ProfileJson.Example.AvatarUrl,
            318,
            42,
            7,
            ProfileJson.Example.CreatedAt,
            "ada@example.org"
        );
}

partial record OwnSessionJson : IOpenApiExample<OwnSessionJson>
{
    public static OwnSessionJson Example =>
        new(
            new("01935fa1-3a00-7d3e-9c53-2f1f6d1f5b20"),
            "Mozilla/5.0 (X11; Linux x86_64)",
            ProfileJson.Example.CreatedAt,
            ProfileJson.Example.CreatedAt.AddHours(3),
            true
        );
}

partial record PasswordBody : IOpenApiExample<PasswordBody>
{
    public static PasswordBody Example => new("correct horse battery", "a staple, correctly");
}

partial record DeleteAccountBody : IOpenApiExample<DeleteAccountBody>
{
    public static DeleteAccountBody Example => new("correct horse battery");
}
