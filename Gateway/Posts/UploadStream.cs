using Grpc.Core;
using Social.Contracts;

namespace Social.Gateway.Posts;

/// <summary>
/// The request stream of an upload. Its failures are told apart from those of the form that is read at the same time: these end in an answer
/// to the sender, those mean that the call is over.
/// </summary>
sealed class UploadStream(IClientStreamWriter<PublishPart> stream)
{
    /// <exception cref="EndedException">The call is over; its answer says why.</exception>
    public async Task WriteAsync(PublishPart part, CancellationToken stop)
    {
        try
        {
            await stream.WriteAsync(part, stop);
        }
        catch (Exception e) when (IsEnd(e))
        {
            throw new EndedException(e);
        }
    }

    /// <exception cref="EndedException">The call is over; its answer says why.</exception>
    public async Task CompleteAsync()
    {
        try
        {
            await stream.CompleteAsync();
        }
        catch (Exception e) when (IsEnd(e))
        {
            throw new EndedException(e);
        }
    }

    /// <summary>
    /// Which exception it is depends on the moment: a write amid which the call ends fails by its status or by its connection, and one after
    /// the end is refused by the client itself.
    /// </summary>
    static bool IsEnd(Exception e) => e is RpcException or HttpRequestException or IOException or InvalidOperationException;

    /// <summary>The call was over before its request was.</summary>
    public sealed class EndedException(Exception cause) : Exception("The upload's call has ended.", cause);
}
