using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Storefold.Shop;

namespace Storefold.Loyalty;

/// <summary>
/// SHA-256 over values written as <c>length:value</c> (length in UTF-8 bytes, <c>~</c> for none), so that no two lists
/// of values share a text. The same amount hashes alike however many zeros it was written with.
/// </summary>
internal sealed class CanonicalHash
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public CanonicalHash Add(string? value)
    {
        if (value is null) return Raw("~");
        Raw(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(value)}:"));
        return Raw(value);
    }

    public CanonicalHash Add(long? value) => Add(value?.ToString(CultureInfo.InvariantCulture));

    // Decimal keeps trailing zeros, and 10.0 is the same points as 10; dividing by this one drops them.
    public CanonicalHash Add(decimal? value) =>
        Add((value / 1.0000000000000000000000000000m)?.ToString(CultureInfo.InvariantCulture));

    public CanonicalHash Add(Rational value) => Add(value.ToString());

    /// <summary>Lower-case hex.</summary>
    public string ToHex() => Convert.ToHexStringLower(SHA256.HashData(_buffer.WrittenSpan));

    private CanonicalHash Raw(string text)
    {
        Encoding.UTF8.GetBytes(text, _buffer);
        return this;
    }
}
