using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Dashboard;

sealed class DashboardHost : IAsyncDisposable
{
    public required IResource Resource { get; init; }
    public required Otlp Otlp { get; init; }

    public static Task<DashboardHost> AddAsync(string path, IServiceProvider services, CancellationToken stop) =>
        throw new NotSupportedException(path);

    public ValueTask DisposeAsync() => default;
}
