using Google.Protobuf.WellKnownTypes;
using Social.Chats.Data;
using Social.Contracts;

namespace Social.Chats.Api;

/// <summary>A member and when they were seen last.</summary>
sealed record MemberRow(Member Member, DateTimeOffset? LastSeen)
{
    public MemberView ToView(bool online) =>
        new()
        {
            UserId = Member.UserId.ToString(),
            Owner = Member.Owner,
            JoinedAt = Timestamp.FromDateTimeOffset(Member.JoinedAt),
            ReadSequence = Member.ReadSequence,
            Online = online,
            LastSeen = !online && LastSeen is { } at ? Timestamp.FromDateTimeOffset(at) : null,
        };
}
