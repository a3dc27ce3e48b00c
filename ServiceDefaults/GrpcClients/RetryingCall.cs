using Grpc.Core;
using Social.ServiceDefaults.Errors;

namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Retries a safe read that failed before any of its response was passed on.</summary>
static class RetryingCall
{
    /// <summary>A call with one answer.</summary>
    public static AsyncUnaryCall<T> Start<T>(Func<AsyncUnaryCall<T>> next, RetryBudget budget, CancellationToken stop)
    {
        var attempts = new RetryingCall<AsyncUnaryCall<T>>(next, budget, stop);
        var response = attempts.RunAsync(call => call.ResponseAsync);
        return new(
            response,
            HeadersAsync(),
            () => attempts.Current.GetStatus(),
            () => attempts.Current.GetTrailers(),
            () => attempts.Current.Dispose()
        );

        async Task<Metadata> HeadersAsync()
        {
            await ((Task)response).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await attempts.Current.ResponseHeadersAsync;
        }
    }

    /// <summary>A call with a stream of answers, until the first has come. Its headers are those of the first attempt.</summary>
    public static AsyncServerStreamingCall<T> Start<T>(Func<AsyncServerStreamingCall<T>> next, RetryBudget budget, CancellationToken stop)
    {
        var attempts = new RetryingCall<AsyncServerStreamingCall<T>>(next, budget, stop);
        return new(
            new Reader<T>(attempts),
            attempts.Current.ResponseHeadersAsync,
            () => attempts.Current.GetStatus(),
            () => attempts.Current.GetTrailers(),
            () => attempts.Current.Dispose()
        );
    }

    sealed class Reader<T>(RetryingCall<AsyncServerStreamingCall<T>> attempts) : IAsyncStreamReader<T>
    {
        bool begun;

        public T Current => attempts.Current.ResponseStream.Current;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (begun)
                return await attempts.Current.ResponseStream.MoveNext(cancellationToken);
            var more = await attempts.RunAsync(call => call.ResponseStream.MoveNext(cancellationToken));
            begun = true;
            return more;
        }
    }
}

/// <summary>One logical call, retried: each attempt picks an instance.</summary>
/// <param name="next">Begins another one.</param>
/// <param name="budget">What all calls of a client may spend on second attempts.</param>
/// <param name="stop">The caller no longer wants it.</param>
sealed class RetryingCall<TCall>(Func<TCall> next, RetryBudget budget, CancellationToken stop)
    where TCall : class, IDisposable
{
    const int Retries = 2;

    readonly List<Instance> tried = [];
    TCall? current;

    /// <summary>The last attempt; the first one begins with the first look at it.</summary>
    public TCall Current => current ??= Begin();

    public async Task<T> RunAsync<T>(Func<TCall, Task<T>> read)
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                var answer = await read(Current);
                budget.Earn();
                return answer;
            }
            catch (RpcException e) when (attempt < Retries && IsWorthRetrying(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(20, 60) << attempt), stop);
                Current.Dispose();
                current = Begin();
            }
    }

    TCall Begin() => TriedInstances.Begin(tried, next);

    bool IsWorthRetrying(RpcException failure) =>
        (failure.StatusCode == StatusCode.Unavailable || FaultTrailer.IsBrokenConnection(failure))
        && !FaultTrailer.IsRefusal(failure)
        && budget.TrySpend();
}
