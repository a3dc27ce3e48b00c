using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Social.ServiceDefaults;
using Social.Tests.ServiceDefaults.Processes;
using Older = Grpc.Reflection.V1Alpha;

namespace Social.Tests.ServiceDefaults.Diagnostics;

public sealed class ReflectionTests : IDisposable
{
    readonly Keys keys = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => keys.Dispose();

    [Fact]
    public async Task A_tool_finds_what_is_served_and_how_to_call_it()
    {
        await using var process = await Process.ServeAsync("Post", keys, new Posts());
        await using var tool = await Process.CallAsync<ServerReflection.ServerReflectionClient>("Feed", Names.Post, keys, process.Rpc);
        using var call = tool.Get<ServerReflection.ServerReflectionClient>().ServerReflectionInfo(cancellationToken: Stop);

        var names = (await AskAsync(call, new() { ListServices = "" }))
            .ListServicesResponse.Service.Select(service => service.Name)
            .ToList();
        Assert.Contains("social.post.v1.PostService", names);
        Assert.Contains("grpc.health.v1.Health", names);
        Assert.DoesNotContain("social.profile.v1.ProfileService", names);

        var found = await AskAsync(call, new() { FileContainingSymbol = "social.post.v1.PostService.GetPosts" });
        // With all that it imports: as it stands it can be built and called by. What imports comes before what it imports.
        var files = FileDescriptor.BuildFromByteStrings(found.FileDescriptorResponse.FileDescriptorProto.Reverse());
        Assert.NotNull(
            files.Single(file => file.Name == "post.proto").Services.Single(s => s.Name == "PostService").FindMethodByName("GetPosts")
        );
        foreach (var symbol in (string[])["social.post.v1.PostView", "google.protobuf.Timestamp"])
            Assert.NotNull((await AskAsync(call, new() { FileContainingSymbol = symbol })).FileDescriptorResponse);
        Assert.NotNull((await AskAsync(call, new() { FileByFilename = "google/protobuf/timestamp.proto" })).FileDescriptorResponse);

        ServerReflectionRequest[] unknown =
        [
            new() { FileContainingSymbol = "social.post.v1.Nothing" },
            new() { FileByFilename = "profile.proto" },
        ];
        foreach (var request in unknown)
            Assert.Equal((int)StatusCode.NotFound, (await AskAsync(call, request)).ErrorResponse.ErrorCode);
        // Version 3 of the language has no extensions of messages.
        ServerReflectionRequest[] unsupported = [new() { AllExtensionNumbersOfType = "social.post.v1.PostView" }, new()];
        foreach (var request in unsupported)
            Assert.Equal((int)StatusCode.Unimplemented, (await AskAsync(call, request)).ErrorResponse.ErrorCode);
    }

    [Fact]
    public async Task An_older_tool_finds_the_same()
    {
        await using var process = await Process.ServeAsync("Post", keys, new Posts());
        await using var tool = await Process.CallAsync<Older.ServerReflection.ServerReflectionClient>(
            "Feed",
            Names.Post,
            keys,
            process.Rpc
        );
        using var call = tool.Get<Older.ServerReflection.ServerReflectionClient>().ServerReflectionInfo(cancellationToken: Stop);
        await call.RequestStream.WriteAsync(new() { ListServices = "" }, Stop);
        Assert.True(await call.ResponseStream.MoveNext(Stop));
        Assert.Contains(call.ResponseStream.Current.ListServicesResponse.Service, service => service.Name == "social.post.v1.PostService");
    }

    [Fact]
    public async Task Outside_development_nobody_but_a_process_of_the_system_may_ask()
    {
        await using var process = await Process.ServeAsync("Post", keys, new Posts());
        using var channel = process.Bare();
        foreach (var (authorization, expected) in Strangers())
        {
            using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(
                authorization,
                cancellationToken: Stop
            );
            var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Stop));
            Assert.Equal(expected, failure.StatusCode);
        }
    }

    (Metadata, StatusCode)[] Strangers() =>
        [
            ([], StatusCode.Unauthenticated),
            (new() { { "authorization", $"Bearer {keys.Token(Guid.NewGuid(), Guid.NewGuid())}" } }, StatusCode.PermissionDenied),
        ];

    static async Task<ServerReflectionResponse> AskAsync(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call,
        ServerReflectionRequest request
    )
    {
        await call.RequestStream.WriteAsync(request, Stop);
        Assert.True(await call.ResponseStream.MoveNext(Stop));
        return call.ResponseStream.Current;
    }
}
