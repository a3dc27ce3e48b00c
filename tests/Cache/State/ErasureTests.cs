using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Social.Caches.Store;

namespace Social.Tests.Caches.State;

/// <summary>What is kept of people.</summary>
public sealed class ErasureTests
{
    [Fact]
    public void Whatever_names_an_id_is_found_wherever_it_is_kept()
    {
        var replica = new Replica(new(), new FakeTimeProvider(), Figures.New());
        var (leaver, other) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());
        Put(replica, "post:1", 3, $"by {leaver}");
        Put(replica, "post:2", 4, $"by {other}, who mentions {leaver}");
        Put(replica, "post:3", 5, $"by {other}");
        Put(replica, "username:leaver", 1, leaver);
        var found = replica.Store.Holding(System.Text.Encoding.UTF8.GetBytes(leaver));
        Assert.Equal([("post:1", 3ul), ("post:2", 4ul), ("username:leaver", 1ul)], found.Order());
    }

    static void Put(Replica replica, string key, ulong version, string text) =>
        Assert.True(replica.Put(key, version, ByteString.CopyFromUtf8(text), replica.Lease()));
}
