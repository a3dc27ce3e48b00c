using Microsoft.AspNetCore.Authorization;

namespace Social.ServiceDefaults.Authentication;

/// <summary>On a gRPC method: only another process of this system may call, by its service token; no person's token will do.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class InternalOnlyAttribute() : AuthorizeAttribute(PolicyName)
{
    public const string PolicyName = "internal";
}
