using System.IO.Hashing;
using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace Social.ServiceDefaults.ChangeStamps;

/// <summary>
/// Change stamps in Redis: <c>{stamp}:hash of the row's name</c> holds a random number, another one after each change of the row. Rows are
/// called what the cache calls them; by the hash (XXH128), so that no id of a person stands there. The braces keep all of them on one server
/// of a cluster, since those of a page are read together.
/// </summary>
public static class StampKeys
{
    /// <summary>Whose stamps these are: another number once Redis was emptied, or changes may have gone without a stamp.</summary>
    public static readonly RedisKey Generation = "{stamp}:generation";

    /// <summary>How long Redis keeps a stamp. What was read under one has to be forgotten sooner.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    static readonly RedisKey Prefix = "{stamp}:";

    /// <summary>The key of a row's stamp.</summary>
    public static RedisKey Of(string row) => Prefix.Append(XxHash128.Hash(MemoryMarshal.AsBytes(row.AsSpan())));

    /// <summary>What somebody is and how others stand to them: profile, follows, blocks, mutes, counts.</summary>
    public static string Person(Guid id) => $"profile:{id}";

    /// <summary>A post with its likes and comments.</summary>
    public static string Post(Guid id) => $"post:{id}";

    /// <summary>The beginning of somebody's home feed.</summary>
    public static string Home(Guid user) => $"home:{user}";

    /// <summary>Which posts an author has.</summary>
    public static string PostsOf(Guid author) => $"posts-of:{author}";
}
