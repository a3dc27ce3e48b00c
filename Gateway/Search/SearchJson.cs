using System.Text.Json.Serialization;
using Social.Gateway.Http;
using Social.Gateway.Profiles;

namespace Social.Gateway.Search;

/// <summary>What was found, a page for each kind that was asked for; the others are absent.</summary>
/// <param name="People">By the beginning of their names, then by similarity.</param>
public sealed record SearchJson([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Page<ProfileJson>? People);
