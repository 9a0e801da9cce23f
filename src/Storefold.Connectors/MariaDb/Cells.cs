using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Storefold.Shop;

namespace Storefold.Connectors.MariaDb;

/// <summary>What a column's cells are, from its description by the server.</summary>
internal readonly struct Column
{
    private const uint MostDecimals = 6;

    public Column(in MysqlField field)
    {
        Type = field.Type;
        IsUnsigned = (field.Flags & MysqlField.Unsigned) != 0;
        IsBinary = field.CharacterSet == MysqlField.Binary;
        HasDecimals = field.Decimals <= MostDecimals;
        Decimals = HasDecimals ? (int)field.Decimals : 0;
    }

    public FieldType Type { get; }

    public bool IsUnsigned { get; }

    public bool IsBinary { get; }

    /// <summary>Digits of a second; where the server knows none (<see cref="HasDecimals"/>), as many as a cell has.</summary>
    public int Decimals { get; }

    public bool HasDecimals { get; }
}

/// <summary>
/// Reads cells of MariaDB's binary protocol where they lie in the row
/// (https://mariadb.com/kb/en/resultset-row/, "Binary resultset row").
/// </summary>
internal static unsafe class Cells
{
    /// <summary>The cell; text and bytes are copied into the arena.</summary>
    /// <param name="cell">Where the cell begins, not null.</param>
    /// <param name="column">What it is.</param>
    /// <param name="arena">Where text and bytes go.</param>
    public static Value Read(byte* cell, in Column column, Arena arena)
    {
        switch (column.Type)
        {
            case FieldType.Tiny:
                return Value.Of(column.IsUnsigned ? *cell : *(sbyte*)cell);
            case FieldType.Short or FieldType.Year:
                var two = Unsafe.ReadUnaligned<ushort>(cell);
                return Value.Of(column.IsUnsigned ? two : (short)two);
            case FieldType.Long or FieldType.Int24:
                var four = Unsafe.ReadUnaligned<uint>(cell);
                return Value.Of(column.IsUnsigned ? four : (int)four);
            case FieldType.LongLong:
                var eight = Unsafe.ReadUnaligned<long>(cell);
                return column.IsUnsigned && eight < 0 ? OfUnsigned((ulong)eight, arena) : Value.Of(eight);
            case FieldType.Double:
                return Value.OfReal(Unsafe.ReadUnaligned<double>(cell));
            case FieldType.Float:
                return Value.OfReal(Widen(Unsafe.ReadUnaligned<float>(cell)));
            case FieldType.Date or FieldType.NewDate or FieldType.DateTime or FieldType.Timestamp:
                Span<byte> date = stackalloc byte[26];
                return arena.Text(date[..Dates.WriteDate(cell, column, date)]);
            case FieldType.Time:
                Span<byte> time = stackalloc byte[26];
                return arena.Text(time[..Dates.WriteTime(cell, column, time)]);
            case FieldType.Bit:
                return OfBits(Bytes(cell), arena);
            case FieldType.Null:
                return Value.Null;
            case FieldType.Decimal or FieldType.NewDecimal:
                return arena.Text(Bytes(cell));
            default:
                return column.IsBinary ? arena.Bytes(Bytes(cell)) : arena.Text(Bytes(cell));
        }
    }

    /// <summary>What a length stands before.</summary>
    private static ReadOnlySpan<byte> Bytes(byte* cell) => *cell switch
    {
        < 251 => new ReadOnlySpan<byte>(cell + 1, *cell),
        252 => new ReadOnlySpan<byte>(cell + 3, Unsafe.ReadUnaligned<ushort>(cell + 1)),
        253 => new ReadOnlySpan<byte>(cell + 4, cell[1] | (cell[2] << 8) | (cell[3] << 16)),
        _ => new ReadOnlySpan<byte>(cell + 9, checked((int)Unsafe.ReadUnaligned<ulong>(cell + 1))),
    };

    private static Value OfBits(ReadOnlySpan<byte> bits, Arena arena)
    {
        ulong number = 0;
        foreach (var part in bits) number = (number << 8) | part;
        return number > long.MaxValue ? OfUnsigned(number, arena) : Value.Of((long)number);
    }

    private static Value OfUnsigned(ulong number, Arena arena)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return arena.Text(digits[..length]);
    }

    /// <summary>The number that a person sees: 0.1 of four bytes becomes 0.1 and not 0.10000000149.</summary>
    private static double Widen(float number)
    {
        if (number.Equals(MathF.Floor(number))) return number;
        Span<byte> text = stackalloc byte[32];
        number.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        return double.Parse(text[..length], CultureInfo.InvariantCulture);
    }
}
