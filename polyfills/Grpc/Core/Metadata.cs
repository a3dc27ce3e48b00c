using System.Buffers;
using System.Collections.ObjectModel;
using System.Text;

namespace Grpc.Core;

public sealed class Metadata : Collection<Metadata.Entry>
{
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Shared by every call without metadata, hence unchangeable.</summary>
    public static readonly Metadata Empty = new(frozen: true);

    static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    public Metadata() { }

    Metadata(bool frozen)
        : base(frozen ? Array.Empty<Entry>() : new List<Entry>()) { }

    public Entry? Get(string key)
    {
        for (var i = Count - 1; i >= 0; i--)
            if (this[i].Is(key))
                return this[i];
        return null;
    }

    public string? GetValue(string key) => Get(key)?.Value;

    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    public IEnumerable<Entry> GetAll(string key) => this.Where(e => e.Is(key));

    public void Add(string key, string value) => Add(new(key, value));

    public void Add(string key, byte[] valueBytes) => Add(new(key, valueBytes));

    public class Entry
    {
        readonly string? text;
        readonly byte[]? bytes;

        public Entry(string key, string value)
        {
            (Key, text) = (Normal(key), value ?? throw new ArgumentNullException(nameof(value)));
            if (IsBinary)
                throw new ArgumentException("Key for ASCII valued metadata entry can't have suffix indicating binary data.");
        }

        public Entry(string key, byte[] valueBytes)
        {
            (Key, bytes) = (Normal(key), valueBytes ?? throw new ArgumentNullException(nameof(valueBytes)));
            if (!IsBinary)
                throw new ArgumentException("Key for binary valued metadata entry needs to have suffix indicating binary value.");
        }

        public string Key { get; }
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);
        public string Value => text ?? throw new InvalidOperationException("Cannot access string value of a binary metadata entry");
        public byte[] ValueBytes => bytes ?? Encoding.ASCII.GetBytes(text!);

        internal bool Is(string key) => Key.Equals(key, StringComparison.OrdinalIgnoreCase);

        /// <summary>As it goes over the wire.</summary>
        internal string Header => text ?? Convert.ToBase64String(bytes!);

        static string Normal(string key)
        {
            var lower = key.ToLowerInvariant();
            return lower.Length > 0 && !lower.AsSpan().ContainsAnyExcept(KeyCharacters)
                ? lower
                : throw new ArgumentException(
                    $"Metadata entry key '{key}' not valid. Keys can only contain lowercase alphanumeric characters, underscores, hyphens and dots."
                );
        }
    }
}
