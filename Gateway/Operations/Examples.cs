using Social.Gateway.Http;

namespace Social.Gateway.Operations;

// What the bodies and answers of this folder look like in the API document.

partial record CatalogueJson : IOpenApiExample<CatalogueJson>
{
    public static CatalogueJson Example =>
        new(
            "/openapi/v1.json",
            [
                new(
                    "social.profile.v1.ProfileService",
                    "Who people are, who follows, blocks and mutes whom.",
                    "/api/services/social.profile.v1.ProfileService/proto",
                    [
                        new(
                            "SearchProfiles",
                            "By the beginning of username or display name.",
                            "unary",
                            true,
                            "social.profile.v1.SearchProfilesRequest",
                            "social.profile.v1.ProfilePage"
                        ),
                    ],
                    [
                        new(
                            "social.profile.v1.SearchProfilesRequest",
                            "",
                            [new("query", "query", 1, "string", "single", null, null, "at most 100 characters")]
                        ),
                    ],
                    [new("social.profile.v1.Order", "", [new("NEWEST", 0, "")])]
                ),
            ]
        );
}

partial record StatusJson : IOpenApiExample<StatusJson>
{
    public static StatusJson Example =>
        new([
            new(
                "gateway",
                [
                    new(
                        "01935fe0-1d40-7a6c-9b1e-3c5d7e9f1a30",
                        "http://localhost:8080",
                        "0.1.0",
                        "ready",
                        3,
                        new(2026, 11, 21, 6, 0, 0, TimeSpan.Zero),
                        null
                    ),
                ]
            ),
        ]);
}
