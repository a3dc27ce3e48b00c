using Social.ServiceDefaults;
using Social.ServiceDefaults.Database;
using Social.ServiceDefaults.Errors;

namespace Social.Tests.ServiceDefaults.Database;

public sealed class IdempotencyKeyTests
{
    [Fact]
    public void Idempotency_key_is_as_long_as_the_gateway_allows()
    {
        Assert.Equal(SharedLimits.IdempotencyKey, IdempotencyRecord.ValidateKey(new('k', SharedLimits.IdempotencyKey)).Length);
        foreach (var wrong in (string[])[new('k', SharedLimits.IdempotencyKey + 1), "a\0b"])
            Assert.Equal(Fault.Malformed, Assert.Throws<FaultException>(() => IdempotencyRecord.ValidateKey(wrong)).Fault);
    }
}
