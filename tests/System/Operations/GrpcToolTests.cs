using Aspire.Hosting.Testing;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Social.Tests.WholeSystem.Fixture;

namespace Social.Tests.WholeSystem.Operations;

/// <summary>What an ordinary gRPC tool does first, without a token: the system runs as in development.</summary>
public sealed class GrpcToolTests(SystemFixture system)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("auth", "social.auth.v1.AuthService")]
    [InlineData("profile", "social.profile.v1.ProfileService")]
    [InlineData("post", "social.post.v1.StoryService")]
    [InlineData("feed", "social.feed.v1.FeedService")]
    [InlineData("chat", "social.chat.v1.ChatService")]
    [InlineData("questions", "social.question.v1.QuestionService")]
    [InlineData("cache", "social.cache.v1.CacheService")]
    public async Task A_tool_learns_that_a_service_is_well_and_what_it_serves(string resource, string service)
    {
        using var channel = GrpcChannel.ForAddress(system.App.GetEndpoint(resource, "grpc"));
        var health = new Health.HealthClient(channel);
        foreach (var name in (string[])["", service])
            Assert.Equal(
                HealthCheckResponse.Types.ServingStatus.Serving,
                (await health.CheckAsync(new() { Service = name }, cancellationToken: Stop)).Status
            );

        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Stop);
        await call.RequestStream.WriteAsync(new() { ListServices = "" }, Stop);
        Assert.True(await call.ResponseStream.MoveNext(Stop));
        Assert.Contains(call.ResponseStream.Current.ListServicesResponse.Service, one => one.Name == service);
        await call.RequestStream.WriteAsync(new() { FileContainingSymbol = service }, Stop);
        Assert.True(await call.ResponseStream.MoveNext(Stop));
        Assert.NotEmpty(call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Stop));
    }
}
