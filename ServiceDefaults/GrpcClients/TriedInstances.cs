namespace Social.ServiceDefaults.GrpcClients;

/// <summary>
/// Instances that the attempts of one read have been sent to. The interceptor above and the balancer below know of each other only by
/// the flow of the call between them.
/// </summary>
static class TriedInstances
{
    static readonly AsyncLocal<List<Instance>?> Tried = new();

    /// <summary>The instances this call has been sent to.</summary>
    public static List<Instance> Current => Tried.Value ?? [];

    /// <summary>Whether this call is such a read.</summary>
    public static bool IsRead => Tried.Value is not null;

    /// <summary>Begins a call that knows <paramref name="tried"/> and adds to it.</summary>
    public static T Begin<T>(List<Instance> tried, Func<T> call)
    {
        Tried.Value = tried;
        try
        {
            return call();
        }
        finally
        {
            Tried.Value = null;
        }
    }
}
