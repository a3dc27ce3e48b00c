using Social.Profiles.Api;
using Social.Profiles.Data;
using Social.ServiceDefaults.Discovery;

namespace Social.Profiles;

/// <summary>Somebody registers, changes their profile and is followed: see <see cref="WarmUpCalls"/>.</summary>
static class WarmUp
{
    public static WebApplicationBuilder AddWarmUp(this WebApplicationBuilder builder) =>
        builder.AddWarmUpCalls<ProfileDbContext>(MakeAsync);

    static async Task MakeAsync(WarmUpCalls calls)
    {
        var (me, other) = (WarmUpCalls.NewPerson(), WarmUpCalls.NewPerson());
        var profiles = calls.Api<ProfileApi>();
        await RegisterAsync(calls, profiles, me);
        var name = await RegisterAsync(calls, profiles, other);
        await profiles.EditProfile(new() { Bio = "Nearly warm." }, calls.By(me));
        await profiles.Follow(new() { Usernames = { name } }, calls.By(me));
        await profiles.GetProfile(new() { Username = name }, calls.By(me));
        await profiles.GetProfiles(new() { UserIds = { $"{other}" } }, calls.By(me));
        await profiles.ResolveUsernames(new() { Usernames = { name } }, calls.By(me));
        await profiles.GetRelations(new() { UserIds = { $"{other}" } }, calls.By(me));
        await profiles.ListFollowing(new() { Username = name, Limit = 1 }, calls.By(me));
        await profiles.SearchProfiles(new() { Query = name, Limit = 1 }, calls.By(me));
    }

    /// <returns>The username.</returns>
    static async Task<string> RegisterAsync(WarmUpCalls calls, ProfileApi profiles, Guid id)
    {
        // Nobody waits for the name that is locked meanwhile.
        var (transaction, name) = (Guid.CreateVersion7().ToString(), $"w{id:N}"[^28..]);
        await profiles.PrepareProfile(
            new()
            {
                TransactionId = transaction,
                Username = name,
                DisplayName = "Warm-up",
                HoldFor = new() { Seconds = 60 },
            },
            calls.By(id)
        );
        await profiles.CommitProfile(new() { TransactionId = transaction, UserId = $"{id}" }, calls.By(id));
        return name;
    }
}
