namespace Social.ServiceDefaults.GrpcClients;

/// <summary>Keeps retries from doubling the load on a service that is failing: about one for every ten calls that succeed.</summary>
sealed class RetryBudget
{
    const int MaxTokens = 100;
    const int RetryCost = 10;

    int tokens = MaxTokens;

    public void Earn()
    {
        if (Volatile.Read(ref tokens) < MaxTokens)
            Interlocked.Increment(ref tokens);
    }

    public bool TrySpend()
    {
        if (Interlocked.Add(ref tokens, -RetryCost) >= 0)
            return true;
        Interlocked.Add(ref tokens, RetryCost);
        return false;
    }
}
