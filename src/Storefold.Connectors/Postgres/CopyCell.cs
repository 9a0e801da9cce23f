using System.Buffers.Text;
using System.Text;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Postgres;

/// <summary>One cell in the binary form of COPY, by the type of its staging column.</summary>
internal static class CopyCell
{
    private const byte JsonBinaryVersion = 1;

    /// <exception cref="StoreException">The column cannot hold the value.</exception>
    public static void Write(CopyWriter to, StageColumn column, in Value value)
    {
        if (value.IsNull)
        {
            to.Null();
            return;
        }

        switch (column.Type)
        {
            case StageType.Integer:
                to.Write(Number(value) ?? throw Wrong(column, value));
                break;
            case StageType.Boolean:
                to.Write((Number(value) ?? throw Wrong(column, value)) != 0);
                break;
            case StageType.Decimal:
                if (!CopyNumeric.Write(to, value)) throw Wrong(column, value);
                break;
            case StageType.Time:
                to.Write(Instant(value) ?? throw Wrong(column, value));
                break;
            case StageType.Json:
                var json = Utf8(column, value);
                var room = to.Field(json.Length + 1);
                room[0] = JsonBinaryVersion;
                json.CopyTo(room[1..]);
                break;
            case StageType.Bytes:
                to.Write(value.Kind == ValueKind.Bytes ? value.Utf8 : throw Wrong(column, value));
                break;
            default:
                to.Write(Utf8(column, value));
                break;
        }
    }

    private static long? Number(in Value value) => value.Kind switch
    {
        ValueKind.Integer => value.AsInteger(),
        ValueKind.Time => value.AsMicroseconds(),
        ValueKind.Text when Utf8Parser.TryParse(value.Utf8, out long number, out var used) && used == value.Utf8.Length => number,
        ValueKind.Decimal when value.TryGetScaled(out var mantissa, out var scale) && scale == 0 => mantissa,
        _ => null,
    };

    /// <summary>Microseconds since 2000, as the server counts them.</summary>
    private static long? Instant(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Time:
                return value.AsMicroseconds() - PostgresTime.Epoch;
            case ValueKind.Text when value.Utf8.SequenceEqual("infinity"u8):
                return long.MaxValue;
            case ValueKind.Text when value.Utf8.SequenceEqual("-infinity"u8):
                return long.MinValue;
            default:
                return null;
        }
    }

    private static ReadOnlySpan<byte> Utf8(StageColumn column, in Value value)
    {
        if (value.Kind == ValueKind.Bytes) throw Wrong(column, value);
        if (value.Kind != ValueKind.Text) return Encoding.UTF8.GetBytes(value.ToString());
        PostgresText.Require(value.Utf8, column.Name);
        return value.Utf8;
    }

    private static StoreException Wrong(StageColumn column, in Value value) =>
        new($"A value of the kind {value.Kind} does not fit {column.Name}, which is {column.Type}.") { IsConstraint = true };
}
