using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Storefold.Shop;

/// <summary>What a <see cref="Value"/> holds.</summary>
public enum ValueKind : byte
{
    /// <summary>Nothing (SQL NULL).</summary>
    Null,

    /// <summary>A 64-bit signed integer; booleans are 0 and 1.</summary>
    Integer,

    /// <summary>A floating point number as a database returned it; never part of a model row.</summary>
    Real,

    /// <summary>UTF-8 text, exactly the bytes that were read.</summary>
    Text,

    /// <summary>Raw bytes.</summary>
    Bytes,

    /// <summary>An exact decimal: mantissa and scale, without trailing zeros.</summary>
    Decimal,

    /// <summary>An instant in UTC microseconds since 1970 with its <see cref="TimeQuality"/>.</summary>
    Time,
}

/// <summary>How well a time is known.</summary>
public enum TimeQuality : byte
{
    /// <summary>The source stated the instant.</summary>
    Utc,

    /// <summary>The source stated a local time; the zone came from the plan, or the local time was ambiguous.</summary>
    ZoneAssumed,

    /// <summary>Only the day is known.</summary>
    DateOnly,
}

/// <summary>
/// One cell of a row, 24 bytes and without allocation for everything but large decimals. Text stays the UTF-8 bytes
/// that were read, because a decoded string has already lost invalid sequences. A value never points into a buffer
/// that is reused: see <see cref="Arena"/>.
/// </summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly ValueKind _kind;
    private readonly byte _detail;

    private Value(ValueKind kind, long bits, object? reference = null, byte detail = 0)
    {
        _kind = kind;
        _bits = bits;
        _reference = reference;
        _detail = detail;
    }

    /// <summary>The absent value.</summary>
    public static Value Null => default;

    /// <summary>What this value holds.</summary>
    public ValueKind Kind => _kind;

    /// <summary>True for the absent value.</summary>
    public bool IsNull => _kind == ValueKind.Null;

    /// <summary>An integer.</summary>
    public static Value Of(long number) => new(ValueKind.Integer, number);

    /// <summary>A truth value, kept as 0 or 1.</summary>
    public static Value Of(bool truth) => new(ValueKind.Integer, truth ? 1 : 0);

    /// <summary>A floating point number as read from a database.</summary>
    public static Value OfReal(double number) => new(ValueKind.Real, BitConverter.DoubleToInt64Bits(number));

    /// <summary>Text; null becomes the absent value.</summary>
    public static Value Of(string? text)
    {
        if (text is null) return Null;
        var bytes = Encoding.UTF8.GetBytes(text);
        return OfText(bytes, 0, bytes.Length);
    }

    /// <summary>Text as a slice of UTF-8 bytes that nobody changes any more.</summary>
    public static Value OfText(byte[] buffer, int offset, int length) =>
        new(ValueKind.Text, ((long)offset << 32) | (uint)length, buffer);

    /// <summary>Bytes as a slice that nobody changes any more.</summary>
    public static Value OfBytes(byte[] buffer, int offset, int length) =>
        new(ValueKind.Bytes, ((long)offset << 32) | (uint)length, buffer);

    /// <summary>An exact decimal; trailing zeros are dropped, so equal amounts are equal values.</summary>
    public static Value Of(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var scale = (byte)((parts[3] >> 16) & 0x7F);
        var fits = parts[2] == 0 && parts[1] >= 0;
        if (!fits) return new(ValueKind.Decimal, 0, Normalise(number), byte.MaxValue);
        var mantissa = ((long)parts[1] << 32) | (uint)parts[0];
        return OfScaled(parts[3] < 0 ? -mantissa : mantissa, scale);
    }

    /// <summary>The decimal <paramref name="mantissa"/> / 10^<paramref name="scale"/>.</summary>
    public static Value OfScaled(long mantissa, byte scale)
    {
        while (scale > 0 && mantissa % 10 == 0)
        {
            mantissa /= 10;
            scale--;
        }

        return new(ValueKind.Decimal, mantissa, null, scale);
    }

    /// <summary>An instant.</summary>
    /// <param name="microseconds">UTC microseconds since 1970-01-01.</param>
    /// <param name="quality">How well it is known.</param>
    public static Value OfTime(long microseconds, TimeQuality quality = TimeQuality.Utc) =>
        new(ValueKind.Time, microseconds, null, (byte)quality);

    /// <summary>The integer held.</summary>
    public long AsInteger() => _kind == ValueKind.Integer ? _bits : throw Wrong(ValueKind.Integer);

    /// <summary>True when the integer held is not 0; absent counts as false.</summary>
    public bool IsTrue => _kind == ValueKind.Integer && _bits != 0;

    /// <summary>The floating point number held.</summary>
    public double AsReal() => _kind == ValueKind.Real ? BitConverter.Int64BitsToDouble(_bits) : throw Wrong(ValueKind.Real);

    /// <summary>The UTF-8 bytes of a text, or the bytes.</summary>
    public ReadOnlySpan<byte> Utf8 => _kind is ValueKind.Text or ValueKind.Bytes
        ? ((byte[])_reference!).AsSpan((int)(_bits >> 32), (int)(uint)_bits)
        : throw Wrong(ValueKind.Text);

    /// <summary>The text held, or null for the absent value.</summary>
    public string? AsText() => _kind == ValueKind.Null ? null : Encoding.UTF8.GetString(Utf8);

    /// <summary>The decimal held; an integer counts as one.</summary>
    public decimal AsDecimal() => _kind switch
    {
        ValueKind.Integer => _bits,
        ValueKind.Decimal when _reference is decimal large => large,
        ValueKind.Decimal => new decimal((int)(Magnitude & 0xFFFFFFFF), (int)(Magnitude >> 32), 0, _bits < 0, _detail),
        _ => throw Wrong(ValueKind.Decimal),
    };

    /// <summary>The decimal as mantissa and scale, when it fits 64 bits.</summary>
    public bool TryGetScaled(out long mantissa, out byte scale)
    {
        mantissa = _bits;
        scale = _kind == ValueKind.Decimal ? _detail : (byte)0;
        return _kind == ValueKind.Integer || (_kind == ValueKind.Decimal && _reference is null);
    }

    /// <summary>The instant held, in UTC microseconds since 1970.</summary>
    public long AsMicroseconds() => _kind == ValueKind.Time ? _bits : throw Wrong(ValueKind.Time);

    /// <summary>How well the instant is known.</summary>
    public TimeQuality Quality => _kind == ValueKind.Time ? (TimeQuality)_detail : throw Wrong(ValueKind.Time);

    /// <summary>
    /// Order of native keys, the same as SQLite's binary order: absent, numbers, text, bytes; text by its bytes.
    /// </summary>
    public static int CompareKeys(in Value left, in Value right)
    {
        var byClass = KeyClass(left._kind).CompareTo(KeyClass(right._kind));
        if (byClass != 0) return byClass;
        if (left._kind == ValueKind.Real || right._kind == ValueKind.Real) return AsNumber(left).CompareTo(AsNumber(right));
        return left._kind switch
        {
            ValueKind.Null => 0,
            ValueKind.Integer => left._bits.CompareTo(right._bits),
            ValueKind.Text or ValueKind.Bytes => left.Utf8.SequenceCompareTo(right.Utf8),
            _ => left._bits.CompareTo(right._bits),
        };
    }

    /// <inheritdoc/>
    public bool Equals(Value other)
    {
        if (_kind != other._kind) return false;
        return _kind switch
        {
            ValueKind.Null => true,
            ValueKind.Text or ValueKind.Bytes => Utf8.SequenceEqual(other.Utf8),
            ValueKind.Decimal => AsDecimal() == other.AsDecimal(),
            _ => _bits == other._bits,
        };
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(_kind);
        if (_kind is ValueKind.Text or ValueKind.Bytes) hash.AddBytes(Utf8);
        else if (_kind == ValueKind.Decimal) hash.Add(AsDecimal());
        else hash.Add(_bits);
        return hash.ToHashCode();
    }

    /// <summary>Equality of content.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Inequality of content.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The value for a person: in reports, mismatches and quarantined rows.</summary>
    public override string ToString() => _kind switch
    {
        ValueKind.Null => "NULL",
        ValueKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        ValueKind.Real => AsReal().ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Text => Encoding.UTF8.GetString(Utf8),
        ValueKind.Bytes => "0x" + Convert.ToHexString(Utf8),
        ValueKind.Decimal => AsDecimal().ToString(CultureInfo.InvariantCulture),
        _ => Clock.Format(_bits),
    };

    private ulong Magnitude => _bits < 0 ? (ulong)-_bits : (ulong)_bits;

    private static decimal Normalise(decimal number) => number / 1.0000000000000000000000000000m;

    private static double AsNumber(in Value key) => key._kind == ValueKind.Real ? key.AsReal() : key._bits;

    private static int KeyClass(ValueKind kind) => kind switch
    {
        ValueKind.Null => 0,
        ValueKind.Text => 2,
        ValueKind.Bytes => 3,
        _ => 1,
    };

    private InvalidOperationException Wrong(ValueKind wanted) => new($"A {_kind} value was used as {wanted}.");
}
