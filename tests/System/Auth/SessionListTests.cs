using System.Net;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

public sealed record OwnSession(Guid Id, string Device, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, bool Current);

/// <summary>Where one is logged in, and ending it there.</summary>
public sealed class SessionListTests(SystemFixture system)
{
    const string List = "/api/auth/sessions";

    [Fact]
    public async Task One_sees_where_one_is_logged_in()
    {
        var home = await system.RegisterAsync("lister");
        var phone = await system.LogInAsync(home.Username, "Phone/1.0");

        var seen = (await phone.GetAsync<Page<OwnSession>>(List)).Items;
        Assert.Equal(2, seen.Count);
        Assert.Equal(("Phone/1.0", true), (seen[0].Device, seen[0].Current));
        Assert.False(seen[1].Current);
        Assert.InRange(seen[0].CreatedAt, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow.AddMinutes(1));

        Assert.Equal(HttpStatusCode.OK, await system.RefreshingAsync(phone));
        var after = (await home.GetAsync<Page<OwnSession>>(List)).Items;
        Assert.Equal(seen.Select(s => s.Id), after.Select(s => s.Id));
        Assert.True(after[0].LastUsedAt > seen[0].LastUsedAt);
        Assert.Equal([false, true], after.Select(s => s.Current));
    }

    [Fact]
    public async Task The_list_comes_in_pages()
    {
        var person = await system.RegisterAsync("lister");
        await system.LogInAsync(person.Username, "second");
        var third = await system.LogInAsync(person.Username, "third");
        var first = await third.GetAsync<Page<OwnSession>>($"{List}?limit=2");
        Assert.Equal("third", first.Items[0].Device);
        var rest = await third.GetAsync<Page<OwnSession>>($"{List}?limit=2&cursor={first.Next}");
        Assert.Single(rest.Items);
        Assert.Null(rest.Next);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await third.AskAsync(HttpMethod.Get, $"{List}?limit=0").StatusAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await third.AskAsync(HttpMethod.Get, $"{List}?cursor=nonsense").StatusAsync());
    }

    [Fact]
    public async Task One_session_is_ended_and_the_others_go_on()
    {
        var home = await system.RegisterAsync("lister");
        var phone = await system.LogInAsync(home.Username, "Phone/1.0");
        var lost = (await home.GetAsync<Page<OwnSession>>(List)).Items.Single(s => s.Device == "Phone/1.0").Id;

        await home.DoAsync(HttpMethod.Delete, $"{List}/{lost}");
        await system.MustBeOutAsync(phone);
        Assert.Single((await home.GetAsync<Page<OwnSession>>(List)).Items);
        Assert.Equal(HttpStatusCode.OK, await system.RefreshingAsync(home));
        Assert.Equal(HttpStatusCode.NotFound, await home.AskAsync(HttpMethod.Delete, $"{List}/{lost}").StatusAsync());
    }

    [Fact]
    public async Task Nobody_ends_the_sessions_of_others()
    {
        var person = await system.RegisterAsync("lister");
        var mine = (await person.GetAsync<Page<OwnSession>>(List)).Items.Single().Id;
        Assert.Equal(HttpStatusCode.NotFound, await system.Bob.AskAsync(HttpMethod.Delete, $"{List}/{mine}").StatusAsync());
        Assert.Equal(HttpStatusCode.NotFound, await system.Bob.AskAsync(HttpMethod.Delete, $"{List}/nonsense").StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await system.RefreshingAsync(person));
        using var anonymous = await system.Api.GetAsync(List, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }

    [Fact]
    public async Task All_others_are_ended_at_once()
    {
        var home = await system.RegisterAsync("lister");
        var phone = await system.LogInAsync(home.Username, "phone");
        var tablet = await system.LogInAsync(home.Username, "tablet");
        await phone.DoAsync(HttpMethod.Delete, List);
        await phone.DoAsync(HttpMethod.Delete, List);
        await system.MustBeOutAsync(home);
        await system.MustBeOutAsync(tablet);
        Assert.True((await phone.GetAsync<Page<OwnSession>>(List)).Items.Single().Current);
    }
}
