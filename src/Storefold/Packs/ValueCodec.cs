using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;
using NodaTime;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>
/// Translates between a platform's cells and model values as the pack's <c>values:</c> say, both ways. Nothing is rounded,
/// cut or guessed: what does not fit is refused with its reason, and the row goes to quarantine.
/// </summary>
/// <param name="rules">The pack's rules.</param>
/// <param name="zone">The plan's zone for local times of this database.</param>
public sealed class ValueCodec(ValueRules rules, DateTimeZone zone)
{
    private readonly DateTimeZone? _zone = rules.LocalTimes ? zone : null;

    /// <summary>Model value of a cell.</summary>
    /// <param name="field">The field.</param>
    /// <param name="raw">What the database returned.</param>
    /// <param name="currency">Currency of the row, for money in minor units.</param>
    /// <param name="integerKeys">For references: whether the referenced keys are integers.</param>
    /// <param name="arena">Where new text goes.</param>
    /// <param name="value">The model value.</param>
    /// <returns>Null, or the code of the refusal.</returns>
    public string? Decode(FieldDef field, in Value raw, string? currency, bool integerKeys, Arena arena, out Value value)
    {
        value = raw;
        if (raw.IsNull) return field.Required ? "missing_value" : null;
        if (raw.Kind == ValueKind.Text && !Utf8.IsValid(raw.Utf8)) return "invalid_utf8";
        return field.Type switch
        {
            FieldType.Text => DecodeText(raw, arena, out value),
            FieldType.Integer => DecodeInteger(raw, out value),
            FieldType.Boolean => DecodeBoolean(raw, out value),
            FieldType.Decimal => DecodeDecimal(field, raw, out value),
            FieldType.Money => DecodeMoney(raw, currency, out value),
            FieldType.Time => DecodeTime(raw, out value),
            FieldType.Json => DecodeJson(raw, arena, out value),
            FieldType.PartReference => null, // parts keep their native keys as they are
            _ => DecodeKey(raw, integerKeys, arena, out value),
        };
    }

    /// <summary>A native key in its declared type.</summary>
    public static string? DecodeKey(in Value raw, bool integerKeys, Arena arena, out Value value)
    {
        value = raw;
        if (raw.IsNull) return null;
        if (raw.Kind == ValueKind.Text && !Utf8.IsValid(raw.Utf8)) return "invalid_utf8";
        return integerKeys ? DecodeInteger(raw, out value) : DecodeText(raw, arena, out value);
    }

    /// <summary>The cell that the platform keeps for a model value.</summary>
    /// <returns>Null, or the code of the refusal.</returns>
    public string? Encode(FieldDef field, in Value value, string? currency, Arena arena, out Value cell)
    {
        cell = value;
        if (value.IsNull) return null;
        switch (field.Type)
        {
            case FieldType.Money when rules.Money == MoneyEncoding.Minor:
                return EncodeMinor(value, currency, out cell);
            case FieldType.Money or FieldType.Decimal:
                if (rules.Decimals is { } decimals && ScaleOf(value) > decimals) return "money_scale";
                cell = value.TryGetScaled(out var mantissa, out var scale) && scale == 0 ? Value.Of(mantissa) : Value.Of(value.ToString());
                return null;
            case FieldType.Time:
                cell = EncodeTime(value.AsMicroseconds(), arena);
                return null;
            default:
                return null;
        }
    }

    /// <summary>What the target can keep of a time: coarser encodings cut it. The caller lists the loss.</summary>
    public long KeepableMicroseconds(long microseconds) => rules.Time switch
    {
        TimeEncoding.UnixSeconds => microseconds - Modulo(microseconds, 1_000_000),
        TimeEncoding.UnixMilliseconds => microseconds - Modulo(microseconds, 1_000),
        _ => microseconds - Modulo(microseconds, rules.TimeUnit),
    };

    /// <summary>Whether times are the database's own, where it has such a type, and not numbers or text of the platform's making.</summary>
    public bool HasNativeTimes => rules.Time == TimeEncoding.Text;

    private static string? DecodeText(in Value raw, Arena arena, out Value value)
    {
        value = raw;
        switch (raw.Kind)
        {
            case ValueKind.Text:
                return null;
            case ValueKind.Bytes:
                return "bytes_in_text";
            default:
                Span<byte> digits = stackalloc byte[40];
                return System.Text.Encoding.UTF8.TryGetBytes(raw.ToString(), digits, out var length)
                    ? Keep(arena.Text(digits[..length]), out value)
                    : "bytes_in_text";
        }
    }

    private static string? Keep(in Value made, out Value value)
    {
        value = made;
        return null;
    }

    private static string? DecodeInteger(in Value raw, out Value value)
    {
        value = raw;
        switch (raw.Kind)
        {
            case ValueKind.Integer:
                return null;
            case ValueKind.Text when Utf8Parser.TryParse(raw.Utf8, out long number, out var used) && used == raw.Utf8.Length:
                value = Value.Of(number);
                return null;
            case ValueKind.Real when Math.Floor(raw.AsReal()).Equals(raw.AsReal()) && Math.Abs(raw.AsReal()) < 9e15:
                value = Value.Of((long)raw.AsReal());
                return null;
            default:
                return "not_an_integer";
        }
    }

    private static string? DecodeBoolean(in Value raw, out Value value)
    {
        value = raw;
        if (raw.Kind == ValueKind.Integer && raw.AsInteger() is 0 or 1) return null;
        var text = raw.Kind == ValueKind.Text ? raw.AsText() : null;
        bool? truth = text switch
        {
            "1" or "t" or "true" or "y" or "yes" => true,
            "0" or "f" or "false" or "n" or "no" => false,
            _ => null,
        };
        if (truth is null) return "not_a_boolean";
        value = Value.Of(truth.Value);
        return null;
    }

    private static string? DecodeDecimal(FieldDef field, in Value raw, out Value value)
    {
        if (!TryDecimal(raw, out value)) return "not_a_number";
        return field.Minimum is { } minimum && value.AsDecimal() < minimum ? "negative_quantity" : null;
    }

    private static bool TryDecimal(in Value raw, out Value value)
    {
        value = raw;
        switch (raw.Kind)
        {
            case ValueKind.Integer:
                value = Value.OfScaled(raw.AsInteger(), 0);
                return true;
            case ValueKind.Text when IsExact(raw.Utf8) && Utf8Parser.TryParse(raw.Utf8, out decimal number, out var used) && used == raw.Utf8.Length:
                value = Value.Of(number);
                return true;
            case ValueKind.Real when decimal.TryParse(raw.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var real):
                value = Value.Of(real); // the shortest text that names this number, as the shop itself shows it
                return true;
            default:
                return false;
        }
    }

    /// <summary>True when a decimal holds all the digits: beyond 28 the parser would round without a word.</summary>
    private static bool IsExact(ReadOnlySpan<byte> text)
    {
        const int Digits = 28;
        if (text.Length <= Digits) return true;
        var significant = 0;
        foreach (var letter in text)
        {
            if (letter is >= (byte)'0' and <= (byte)'9' && (significant > 0 || letter != '0')) significant++;
        }

        return significant <= Digits;
    }

    private string? DecodeMoney(in Value raw, string? currency, out Value value)
    {
        if (rules.Money == MoneyEncoding.Decimal) return TryDecimal(raw, out value) ? null : "not_a_number";
        if (DecodeInteger(raw, out value) is { } refusal) return refusal;
        if (!TryMinorDigits(currency, out var digits)) return "unknown_currency";
        value = Value.OfScaled(value.AsInteger(), (byte)digits);
        return null;
    }

    private static int ScaleOf(in Value value) => value.TryGetScaled(out _, out var scale) ? scale : value.AsDecimal().Scale;

    private string? EncodeMinor(in Value value, string? currency, out Value cell)
    {
        cell = default;
        if (!TryMinorDigits(currency, out var digits)) return "unknown_currency";
        if (!value.TryGetScaled(out var mantissa, out var scale)) return "money_range";
        if (scale > digits) return "money_scale"; // such as 1.234 KWD into two decimals: never rounded silently
        for (; scale < digits; scale++)
        {
            if (mantissa is > long.MaxValue / 10 or < long.MinValue / 10) return "money_range";
            mantissa *= 10;
        }

        cell = Value.Of(mantissa);
        return null;
    }

    private bool TryMinorDigits(string? currency, out int digits)
    {
        digits = rules.MoneyDigits ?? 0;
        return rules.MoneyDigits is not null || (currency is not null && Currencies.TryDigits(currency, out digits));
    }

    private string? DecodeTime(in Value raw, out Value value)
    {
        value = raw;
        if (raw.Kind == ValueKind.Time) return null; // the database's own type, an instant
        if (raw.Kind == ValueKind.Text && rules.Time == TimeEncoding.Text)
            return TimeText.TryRead(raw.Utf8, _zone, out value) ? null : "impossible_time";
        if (rules.Time == TimeEncoding.Text || DecodeInteger(raw, out var number) is not null) return "impossible_time";
        var factor = rules.Time switch
        {
            TimeEncoding.UnixSeconds => 1_000_000L,
            TimeEncoding.UnixMilliseconds => 1_000L,
            _ => 1L,
        };

        // Years 1 to 9999: outside, a platform wrote a sentinel or damage.
        const long Earliest = -62_135_596_800_000_000, Latest = 253_402_300_799_999_999;
        var units = number.AsInteger();
        if (units < Earliest / factor || units > Latest / factor) return "impossible_time";
        value = Value.OfTime(units * factor);
        return null;
    }

    /// <summary>The cell that the platform keeps for an instant.</summary>
    public Value EncodeTime(long microseconds, Arena arena) => rules.Time switch
    {
        TimeEncoding.Text => TimeText.Write(microseconds, arena),
        TimeEncoding.UnixSeconds => Value.Of(FloorDivide(microseconds, 1_000_000)),
        TimeEncoding.UnixMilliseconds => Value.Of(FloorDivide(microseconds, 1_000)),
        _ => Value.Of(microseconds),
    };

    private static string? DecodeJson(in Value raw, Arena arena, out Value value)
    {
        value = raw;
        if (raw.Kind != ValueKind.Text) return "not_json";
        return JsonText.TryCanonical(raw, arena, out value) ? null : "not_json";
    }

    private static long Modulo(long number, long divisor) => ((number % divisor) + divisor) % divisor;

    private static long FloorDivide(long number, long divisor) => (number - Modulo(number, divisor)) / divisor;
}
