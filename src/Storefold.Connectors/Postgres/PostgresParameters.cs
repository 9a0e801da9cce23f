using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;
using Npgsql;
using NpgsqlTypes;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Postgres;

/// <summary>
/// The parameters of one statement in the types that the server inferred from their places. Numbers, text and bytes go in their
/// binary form; every other type goes as text, which the server reads as it reads a literal.
/// </summary>
internal sealed class PostgresParameters
{
    private const uint Bool = 16, Bytea = 17, BigInt = 20, SmallInt = 21, Int = 23;
    private const uint Text = 25, Json = 114, Char = 1042, VarChar = 1043, JsonB = 3802;

    private readonly NpgsqlParameter[] _parameters;
    private readonly NpgsqlDbType[] _types;
    private readonly byte[][] _texts;

    /// <summary>Parameters of these types.</summary>
    public PostgresParameters(IReadOnlyList<uint> types)
    {
        _types = [.. types.Select(TypeOf)];
        _parameters = [.. _types.Select(type => new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value })];
        _texts = [.. types.Select(_ => Array.Empty<byte>())];
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(NpgsqlCommand command)
    {
        foreach (var parameter in _parameters) command.Parameters.Add(parameter);
    }

    /// <summary>Sets a parameter, numbered from 1.</summary>
    /// <returns>False when the number needs a wider type: see <see cref="Widen"/>.</returns>
    public bool Set(int number, in Value value)
    {
        var at = number - 1;
        var type = _types[at];
        if (type == NpgsqlDbType.Smallint && !Fits(value, short.MinValue, short.MaxValue)) return false;
        if (type == NpgsqlDbType.Integer && !Fits(value, int.MinValue, int.MaxValue)) return false;
        _parameters[at].Value = value.IsNull ? DBNull.Value : type switch
        {
            NpgsqlDbType.Boolean => Truth(value),
            NpgsqlDbType.Smallint => (short)Number(value),
            NpgsqlDbType.Integer => (int)Number(value),
            NpgsqlDbType.Bigint => Number(value),
            NpgsqlDbType.Unknown => TextOf(value),
            NpgsqlDbType.Bytea => Keep(at, value.Kind is ValueKind.Text or ValueKind.Bytes ? value.Utf8 : Utf8Of(value)),
            _ => Keep(at, Checked(value)),
        };
        return true;
    }

    /// <summary>
    /// Makes a parameter that the server took for integer a bigint: keys are compared with bounds that no integer reaches.
    /// </summary>
    public static uint Widen(uint type) => type is SmallInt or Int ? BigInt : type;

    /// <summary>The text of a value as a literal holds it.</summary>
    private static string TextOf(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Time:
                return PostgresTime.Text(value.AsMicroseconds());
            case ValueKind.Bytes:
                return "\\x" + Convert.ToHexString(value.Utf8);
            case ValueKind.Text:
                PostgresText.Require(value.Utf8);
                return value.ToString();
            default:
                return value.ToString();
        }
    }

    private static ReadOnlySpan<byte> Checked(in Value value)
    {
        if (value.Kind != ValueKind.Text) return Utf8Of(value);
        PostgresText.Require(value.Utf8);
        return value.Utf8;
    }

    private static byte[] Utf8Of(in Value value) =>
        System.Text.Encoding.UTF8.GetBytes(value.Kind == ValueKind.Time ? value.ToString() : TextOf(value));

    private ReadOnlyMemory<byte> Keep(int at, ReadOnlySpan<byte> bytes)
    {
        if (_texts[at].Length < bytes.Length) _texts[at] = new byte[Math.Max(bytes.Length, 64)];
        bytes.CopyTo(_texts[at]);
        return _texts[at].AsMemory(0, bytes.Length);
    }

    private static bool Truth(in Value value) => value.Kind == ValueKind.Text
        ? Utf8Parser.TryParse(value.Utf8, out bool truth, out var used) && used == value.Utf8.Length ? truth : Number(value) != 0
        : Number(value) != 0;

    private static bool Fits(in Value value, long least, long most) =>
        value.IsNull || (Number(value) is var number && number >= least && number <= most);

    private static long Number(in Value value) => value.Kind switch
    {
        ValueKind.Integer => value.AsInteger(),
        ValueKind.Time => value.AsMicroseconds(),
        ValueKind.Text when Utf8Parser.TryParse(value.Utf8, out long number, out var used) && used == value.Utf8.Length => number,
        ValueKind.Decimal when value.TryGetScaled(out var mantissa, out var scale) && scale == 0 => mantissa,
        ValueKind.Real when value.AsReal() is var real && Math.Truncate(real).Equals(real) && Math.Abs(real) < 1e15 => (long)real,
        _ => throw new StoreException($"A {value.Kind} value stands where the database expects a whole number.") { IsConstraint = true },
    };

    private static NpgsqlDbType TypeOf(uint type) => type switch
    {
        Bool => NpgsqlDbType.Boolean,
        Bytea => NpgsqlDbType.Bytea,
        SmallInt => NpgsqlDbType.Smallint,
        Int => NpgsqlDbType.Integer,
        BigInt => NpgsqlDbType.Bigint,
        Text => NpgsqlDbType.Text,
        VarChar => NpgsqlDbType.Varchar,
        Char => NpgsqlDbType.Char,
        Json => NpgsqlDbType.Json,
        JsonB => NpgsqlDbType.Jsonb,
        _ => NpgsqlDbType.Unknown,
    };
}
