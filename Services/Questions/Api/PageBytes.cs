using System.Text;

namespace Social.Questions.Api;

/// <summary>Keeps a page of long texts below what a call carries.</summary>
static class PageBytes
{
    const int Max = 2 << 20;

    /// <summary>How many of the rows a page takes: as many as asked for, fewer when their texts are long, one at least.</summary>
    public static int Fitting<T>(IReadOnlyList<T> rows, int limit, Func<T, IEnumerable<string>> texts)
    {
        var bytes = 0;
        for (var i = 0; i < Math.Min(limit, rows.Count); i++)
        {
            bytes += texts(rows[i]).Sum(Encoding.UTF8.GetByteCount);
            if (bytes > Max && i > 0)
                return i;
        }
        return Math.Min(limit, rows.Count);
    }
}
