namespace Aspire.Hosting.Running;

/// <summary>Tells on the console what becomes of the resources, a line each. Under a test only of what fails.</summary>
sealed class Narrator(ResourceNotificationService notifications, bool quiet)
{
    public void Say(string line)
    {
        if (!quiet)
            Console.Out.WriteLine(line);
    }

    public static void Complain(string line) => Console.Error.WriteLine(line);

    public async Task RunAsync(CancellationToken stop)
    {
        Dictionary<string, string?> last = [];
        try
        {
            await foreach (var change in notifications.WatchAsync(stop))
            {
                var (resource, snapshot) = (change.Resource, change.Snapshot);
                if (!resource.IsProcess() || snapshot.IsHidden)
                    continue;
                var news = snapshot.IsReady && !resource.HasAnnotationOfType<OnceAnnotation>() ? "ready" : snapshot.State?.Text;
                if (last.GetValueOrDefault(change.ResourceId) == news)
                    continue;
                last[change.ResourceId] = news;
                if (news == "ready")
                    Say($"  {resource.Name} ready ({Seconds(DateTime.UtcNow)})");
                else if (news == KnownResourceStates.Finished)
                    Say($"  {resource.Name} done ({Seconds(snapshot.StopTimeStamp)})");
                else if (news == KnownResourceStates.Exited)
                    Say($"  {resource.Name} stopped");
                string Seconds(DateTime? end) =>
                    ((end - snapshot.StartTimeStamp)?.TotalSeconds ?? 0).ToString("0.0 s", CultureInfo.InvariantCulture);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
    }
}
