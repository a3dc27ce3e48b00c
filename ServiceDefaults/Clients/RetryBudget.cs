namespace Social.ServiceDefaults;

/// <summary>Keeps retries from doubling the load on a service that is failing: about one for every ten calls that succeed.</summary>
sealed class RetryBudget
{
    const int Most = 100;
    const int Price = 10;

    int tokens = Most;

    public void Earn()
    {
        if (Volatile.Read(ref tokens) < Most)
            Interlocked.Increment(ref tokens);
    }

    public bool TrySpend()
    {
        if (Interlocked.Add(ref tokens, -Price) >= 0)
            return true;
        Interlocked.Add(ref tokens, Price);
        return false;
    }
}
