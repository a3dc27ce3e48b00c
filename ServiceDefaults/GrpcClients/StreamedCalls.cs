namespace Social.ServiceDefaults.GrpcClients;

/// <summary>
/// Calls whose caller streams what it sends: they take as long as that, which says nothing about the instance. As in
/// <see cref="TriedInstances"/>, the balancer knows of it by the flow of the call.
/// </summary>
static class StreamedCalls
{
    static readonly AsyncLocal<bool> Streamed = new();

    /// <summary>Whether this call is one.</summary>
    public static bool IsCurrent => Streamed.Value;

    /// <summary>Begins one.</summary>
    public static T Begin<T>(Func<T> call)
    {
        Streamed.Value = true;
        try
        {
            return call();
        }
        finally
        {
            Streamed.Value = false;
        }
    }
}
