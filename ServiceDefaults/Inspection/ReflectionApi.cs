using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Social.ServiceDefaults.Inspection;

/// <summary>grpc.reflection.v1: tells tools such as grpcurl what this process serves.</summary>
sealed class ReflectionApi(Served served, Descriptors descriptors) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context
    )
    {
        var stop = context.CancellationToken;
        await foreach (var request in requestStream.ReadAllAsync(stop))
            await responseStream.WriteAsync(Answer(request, served, descriptors), stop);
    }

    public static ServerReflectionResponse Answer(ServerReflectionRequest request, Served served, Descriptors descriptors)
    {
        var answer = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                var names = served.Services.Keys.Order(StringComparer.Ordinal).Select(name => new ServiceResponse { Name = name });
                answer.ListServicesResponse = new() { Service = { names } };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                Show(answer, descriptors.ByName(request.FileByFilename), "file");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                Show(answer, descriptors.BySymbol(request.FileContainingSymbol), "symbol");
                break;
            // Version 3 of the language has no extensions of messages.
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType
                when descriptors.HasMessage(request.AllExtensionNumbersOfType):
                answer.AllExtensionNumbersResponse = new() { BaseTypeName = request.AllExtensionNumbersOfType };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                Show(answer, null, "message");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                Show(answer, null, "extension");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.None:
                answer.ErrorResponse = new() { ErrorCode = (int)StatusCode.InvalidArgument, ErrorMessage = "Nothing was asked." };
                break;
        }
        return answer;
    }

    static void Show(ServerReflectionResponse answer, IEnumerable<ByteString>? files, string what)
    {
        if (files is null)
            answer.ErrorResponse = new() { ErrorCode = (int)StatusCode.NotFound, ErrorMessage = $"There is no such {what} here." };
        else
            answer.FileDescriptorResponse = new() { FileDescriptorProto = { files } };
    }
}
