using System.Security.Claims;

namespace Social.ServiceDefaults.Authentication;

/// <summary>A token whose signature held. Whether it is still good, <see cref="TokenVerifier.IsValid"/> says.</summary>
/// <param name="Caller">Who stands behind it.</param>
/// <param name="Until">When it expires, by the clock of whoever made it.</param>
/// <param name="Session">Whose end ends the token, too; empty for a process's.</param>
public sealed record VerifiedToken(ClaimsPrincipal Caller, DateTimeOffset Until, Guid Session);
