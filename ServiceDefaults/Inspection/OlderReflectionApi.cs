using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;

namespace Social.ServiceDefaults.Inspection;

/// <summary>The same under its former name, which many tools still ask first: on the wire nothing else differs.</summary>
sealed class OlderReflectionApi(Served served, Descriptors descriptors) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context
    )
    {
        var stop = context.CancellationToken;
        await foreach (var request in requestStream.ReadAllAsync(stop))
        {
            var known = Grpc.Reflection.V1.ServerReflectionRequest.Parser.ParseFrom(request.ToByteString());
            var answer = ReflectionApi.Answer(known, served, descriptors);
            await responseStream.WriteAsync(ServerReflectionResponse.Parser.ParseFrom(answer.ToByteString()), stop);
        }
    }
}
