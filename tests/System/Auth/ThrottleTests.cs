using System.Net;
using System.Net.Sockets;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Auth;

/// <summary>Guessing gets slow, whoever guesses at whom from where; the owner gets in.</summary>
[Collection<TimingSensitive>]
public sealed class ThrottleTests(SystemFixture system)
{
    const string Wrong = "not the password";

    [Fact]
    public async Task Whoever_guesses_at_one_name_waits_and_the_owner_elsewhere_does_not()
    {
        var owner = await system.RegisterAsync("victim");
        var attacker = AuthRequests.Elsewhere();
        Assert.True(await GuessUntilRefusedAsync(12, _ => owner.Username, _ => attacker));
        Assert.Equal(
            HttpStatusCode.TooManyRequests,
            await system.Api.TryLogInAsync(owner.Username, Person.Password, attacker).StatusAsync()
        );
        Assert.Equal(HttpStatusCode.OK, await system.Api.TryLogInAsync(owner.Username, Person.Password).StatusAsync());
        Assert.Equal(
            HttpStatusCode.OK,
            await system.Api.TryLogInAsync(owner.Username, Person.Password, AuthRequests.Elsewhere()).StatusAsync()
        );
    }

    [Fact]
    public async Task Whoever_sprays_many_names_from_one_address_waits()
    {
        var attacker = AuthRequests.Elsewhere();
        var (regular, owner) = (await system.RegisterAsync("regular"), await system.RegisterAsync("victim"));
        Assert.Equal(HttpStatusCode.OK, await system.Api.TryLogInAsync(regular.Username, Person.Password, attacker).StatusAsync());

        Assert.True(await GuessUntilRefusedAsync(70, _ => AuthRequests.Fresh(), _ => attacker));
        // Nor helps it to have an account of one's own: whoever came in there before still does, and wipes out nothing.
        Assert.Equal(HttpStatusCode.OK, await system.Api.TryLogInAsync(regular.Username, Person.Password, attacker).StatusAsync());
        Assert.True(await GuessUntilRefusedAsync(3, _ => AuthRequests.Fresh(), _ => attacker));
        Assert.Equal(HttpStatusCode.OK, await system.Api.TryLogInAsync(owner.Username, Person.Password).StatusAsync());
    }

    [Fact]
    public async Task Many_addresses_at_one_name_slow_each_other_down_but_not_where_the_owner_was_before()
    {
        var owner = await system.RegisterAsync("victim");
        Assert.True(await GuessUntilRefusedAsync(SystemFixture.FreeTries + 20, _ => owner.Username, _ => AuthRequests.Elsewhere()));

        Assert.Equal(HttpStatusCode.OK, await system.Api.TryLogInAsync(owner.Username, Person.Password).StatusAsync());
        // A new address of the owner's waits, but for seconds.
        using var elsewhere = await system.Api.TryLogInAsync(owner.Username, Wrong, AuthRequests.Elsewhere());
        if (elsewhere.StatusCode == HttpStatusCode.TooManyRequests)
            Assert.InRange(elsewhere.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_throttled_like_one_that_somebody_has()
    {
        var (nobody, from) = (AuthRequests.Fresh(), AuthRequests.Elsewhere());
        Assert.True(await GuessUntilRefusedAsync(12, _ => nobody, _ => from));
    }

    [Fact]
    public async Task What_a_caller_forges_before_the_proxys_word_counts_for_nothing()
    {
        var (nobody, from) = (AuthRequests.Fresh(), AuthRequests.Elsewhere());
        Assert.True(await GuessUntilRefusedAsync(12, _ => nobody, _ => $"{AuthRequests.Elsewhere()}, {from}"));
    }

    [Fact]
    public async Task Only_a_configured_proxy_is_believed()
    {
        // From another address of this machine, which is no proxy of the gateway's.
        using var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync };
        var door = new UriBuilder(system.Web) { Port = await system.PortOfAsync("gateway") };
        using var stranger = new HttpClient(handler) { BaseAddress = door.Uri };
        var nobody = AuthRequests.Fresh();
        Assert.True(await GuessUntilRefusedAsync(12, _ => nobody, _ => AuthRequests.Elsewhere(), stranger));
    }

    static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Whether guessing is refused with a time to wait; until then every guess is answered as wrong.</summary>
    async Task<bool> GuessUntilRefusedAsync(int most, Func<int, string> name, Func<int, string> from, HttpClient? api = null)
    {
        for (var i = 0; i < most; i++)
        {
            using var answer = await (api ?? system.Api).TryLogInAsync(name(i), Wrong, from(i));
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                return answer.Headers.RetryAfter?.Delta > TimeSpan.Zero;
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
        return false;
    }
}
