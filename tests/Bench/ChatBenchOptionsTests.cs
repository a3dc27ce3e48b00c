using Social.Bench;
using Social.Bench.Chat;

namespace Social.Tests.Benches;

public sealed class ChatBenchOptionsTests
{
    [Fact]
    public void Without_any_the_proof_is_of_200_people_in_20_rooms_and_sockets_are_10_000()
    {
        var proof = ChatBenchOptions.Read(ChatBenchOptions.Chat, []);

        Assert.Equal((200, 20, 60), (proof.People, proof.Rooms, proof.Seconds));
        Assert.Equal(10_000, ChatBenchOptions.Read(ChatBenchOptions.Idle, []).Sockets);
    }

    [Theory]
    [InlineData("There is no option \"--sockets\"", "--sockets", "5")]
    [InlineData("lacks its value", "--rate")]
    [InlineData("from 9 to 300", "--seconds", "8")]
    [InlineData("a multiple of --rooms", "--people", "30")]
    public void What_cannot_be_is_refused_in_a_sentence(string sentence, params string[] args)
    {
        var refusal = Assert.Throws<BenchException>(() => ChatBenchOptions.Read(ChatBenchOptions.Chat, args));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }
}
