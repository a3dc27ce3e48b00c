using Social.Gateway.Http;

namespace Social.Gateway.Profiles;

// What the bodies and answers of this folder look like in the API document.

partial record ProfileJson : IOpenApiExample<ProfileJson>
{
    public static ProfileJson Example =>
        new(
            new("01935f9e-8c00-7a41-b6f2-5d0c1e6a7b10"),
            "ada",
            "Ada Lovelace",
            "Enchantress of number.",
            [],
            "/media/7b0c7a52-4c3b-4e43-9a53-0b6a5f7f2d11",
            318,
            42,
            7,
            132,
            new(2026, 11, 21, 9, 30, 0, TimeSpan.Zero),
            true,
            false,
            false,
            false
        );
}

partial record EditProfileBody : IOpenApiExample<EditProfileBody>
{
    public static EditProfileBody Example => new("Ada Lovelace", "Enchantress of number.");
}

partial record FollowBody : IOpenApiExample<FollowBody>
{
    public static FollowBody Example => new(["ada"]);
}

partial record FollowedJson : IOpenApiExample<FollowedJson>
{
    public static FollowedJson Example => new(1);
}
