using System.Buffers.Text;
using System.Security.Cryptography;

namespace Storefold.Shop;

/// <summary>
/// SHA-256 cut to 128 bits over the canonical text of an aggregate: every field is <c>length:value</c>, the absent value is
/// <c>~</c>, times are UTC microseconds, decimals have no trailing zeros. One instance serves one thread; its buffer is
/// reused between aggregates and never handed out.
/// </summary>
public sealed class Fingerprint
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _length;

    /// <summary>Starts a new aggregate.</summary>
    public void Begin() => _length = 0;

    /// <summary>Adds a separator such as the name of a part, so that rows cannot move between parts unseen.</summary>
    public void Mark(ReadOnlySpan<byte> name)
    {
        Reserve(name.Length + 2);
        _buffer[_length++] = (byte)'#';
        name.CopyTo(_buffer.AsSpan(_length));
        _length += name.Length;
        _buffer[_length++] = (byte)'\n';
    }

    /// <summary>Adds one field.</summary>
    public void Add(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                Reserve(1);
                _buffer[_length++] = (byte)'~';
                break;
            case ValueKind.Text or ValueKind.Bytes:
                AddBytes(value.Utf8);
                break;
            default:
                Span<byte> digits = stackalloc byte[64];
                AddBytes(digits[..Format(value, digits)]);
                break;
        }
    }

    /// <summary>The 128 bits, as 16 bytes.</summary>
    public Value End()
    {
        var digest = new byte[16];
        Span<byte> full = stackalloc byte[32];
        SHA256.HashData(_buffer.AsSpan(0, _length), full);
        full[..16].CopyTo(digest);
        return Value.OfBytes(digest, 0, 16);
    }

    private static int Format(in Value value, Span<byte> into)
    {
        int written;
        switch (value.Kind)
        {
            case ValueKind.Integer:
                Utf8Formatter.TryFormat(value.AsInteger(), into, out written);
                break;
            case ValueKind.Time:
                Utf8Formatter.TryFormat(value.AsMicroseconds(), into, out written);
                break;
            case ValueKind.Decimal when value.TryGetScaled(out var mantissa, out var scale) && scale == 0:
                Utf8Formatter.TryFormat(mantissa, into, out written);
                break;
            case ValueKind.Decimal:
                Utf8Formatter.TryFormat(value.AsDecimal(), into, out written);
                break;
            default:
                System.Text.Encoding.UTF8.TryGetBytes(value.ToString(), into, out written);
                break;
        }

        return written;
    }

    private void AddBytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length + 12);
        Utf8Formatter.TryFormat(bytes.Length, _buffer.AsSpan(_length), out var written);
        _length += written;
        _buffer[_length++] = (byte)':';
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_length + more > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));
    }
}
