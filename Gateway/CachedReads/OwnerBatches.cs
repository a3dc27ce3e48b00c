namespace Social.Gateway.CachedReads;

/// <summary>How many rows the owning services take in one call.</summary>
static class OwnerBatches
{
    public const int Profiles = 200;
    public const int Posts = 100;
}
