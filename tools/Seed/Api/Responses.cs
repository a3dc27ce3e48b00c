using System.Net.Http.Json;
using System.Text.Json;

namespace Social.Seed.Api;

/// <summary>What the network has of a person when they sign in.</summary>
/// <param name="Posts">Null where it could not be counted.</param>
public sealed record ExistingProfile(string Bio, string? AvatarUrl, int Following, int? Posts);

/// <summary>A post that is there.</summary>
public sealed record PublishedPost(Guid Id, string Text, int Likes, int Comments);

/// <summary>A room that is there.</summary>
public sealed record OpenRoom(Guid Id, string Name, string Role, int Members, long LastSequence);

sealed record RoomPage(IReadOnlyList<OpenRoom> Items, string? Next);

sealed record InviteResponse(string Token);

/// <summary>A question that is there.</summary>
public sealed record AskedQuestion(Guid Id, string Title, int Answers);

sealed record QuestionPage(IReadOnlyList<AskedQuestion> Items);

sealed record QuestionResponse(AskedQuestion Question);

sealed record AnswerResponse(Guid Id);

sealed record SessionResponse(string AccessToken, ExistingProfile User);

sealed record PostPage(IReadOnlyList<PublishedPost> Items, string? Next);

static class ResponseExtensions
{
    /// <exception cref="SeedException">It is something else, as of a server that is no gateway.</exception>
    public static async Task<T> ReadAsync<T>(this HttpResponseMessage response, CancellationToken stop)
        where T : class
    {
        try
        {
            if (await response.Content.ReadFromJsonAsync<T>(stop) is { } body)
                return body;
        }
        catch (JsonException)
        {
            // Said below, as for an empty answer.
        }
        throw new SeedException($"{response.RequestMessage!.RequestUri} was not answered as the gateway does: is it another server?");
    }
}
