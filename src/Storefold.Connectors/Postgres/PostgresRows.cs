using System.Buffers.Binary;
using System.Globalization;
using Npgsql;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Postgres;

/// <summary>How a column's cells come over the wire. Types that are not hot come as the text that the server prints.</summary>
internal enum CellForm
{
    /// <summary>Text: the bytes as they are.</summary>
    Text,

    /// <summary>boolean.</summary>
    Boolean,

    /// <summary>smallint.</summary>
    Short,

    /// <summary>integer.</summary>
    Integer,

    /// <summary>bigint.</summary>
    Long,

    /// <summary>oid, an unsigned number.</summary>
    Oid,

    /// <summary>real as text, which says 0.1 where its 32 bits do not.</summary>
    Real,

    /// <summary>double precision.</summary>
    Double,

    /// <summary>timestamptz: microseconds since 2000.</summary>
    Time,

    /// <summary>bytea.</summary>
    Bytes,
}

/// <summary>
/// Rows that were fetched, without an object per cell. Text lies in chunks that are only ever added to, so that cells are handed
/// out without copying them again and stay what they were.
/// </summary>
internal sealed class PostgresRows(CellForm[] forms)
{
    // Below the large object threshold of 85,000 bytes.
    private const int SmallestChunk = 512;
    private const int LargestChunk = 64 * 1024;

    private readonly byte[] _number = new byte[8];
    private Value[] _cells = [];
    private byte[] _chunk = [];
    private int _used;
    private int _filled;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of text and numbers in them.</summary>
    public long Size { get; private set; }

    /// <summary>A cell.</summary>
    public Value this[int row, int column] => _cells[row * forms.Length + column];

    /// <summary>Forgets the rows.</summary>
    public void Clear()
    {
        _cells.AsSpan(0, _filled).Clear();
        (_filled, Count, Size) = (0, 0, 0);
    }

    /// <summary>Adds all rows of a result.</summary>
    /// <exception cref="StoreException">Its columns are no longer those that the statement was prepared for.</exception>
    public void Fill(NpgsqlDataReader reader)
    {
        Require(reader);
        while (reader.Read())
        {
            if (_filled + forms.Length > _cells.Length) Array.Resize(ref _cells, Math.Max(_cells.Length * 2, forms.Length * 4));
            for (var column = 0; column < forms.Length; column++)
                _cells[_filled++] = reader.IsDBNull(column) ? Value.Null : Read(reader, column);
            Count++;
        }
    }

    private void Require(NpgsqlDataReader reader)
    {
        var same = reader.FieldCount == forms.Length;
        for (var column = 0; same && column < forms.Length; column++) same = PostgresShape.FormOf(reader.GetDataTypeOID(column)) == forms[column];
        if (!same) throw new StoreException("A table changed its columns while it was read: run the command again.", isTransient: true);
    }

    private Value Read(NpgsqlDataReader reader, int column)
    {
        var form = forms[column];
        if (form is CellForm.Text or CellForm.Bytes)
        {
            var (offset, length) = Copy(reader, column);
            return form == CellForm.Text ? Value.OfText(_chunk, offset, length) : Value.OfBytes(_chunk, offset, length);
        }

        if (form == CellForm.Real) return Real(reader, column);
        var bytes = _number.AsSpan(0, (int)reader.GetBytes(column, 0, _number, 0, _number.Length));
        Size += bytes.Length;
        return form switch
        {
            CellForm.Boolean => Value.Of(bytes[0] != 0),
            CellForm.Short => Value.Of(BinaryPrimitives.ReadInt16BigEndian(bytes)),
            CellForm.Integer => Value.Of(BinaryPrimitives.ReadInt32BigEndian(bytes)),
            CellForm.Oid => Value.Of((long)BinaryPrimitives.ReadUInt32BigEndian(bytes)),
            CellForm.Double => Value.OfReal(BinaryPrimitives.ReadDoubleBigEndian(bytes)),
            CellForm.Time => PostgresTime.Cell(BinaryPrimitives.ReadInt64BigEndian(bytes)),
            _ => Value.Of(BinaryPrimitives.ReadInt64BigEndian(bytes)),
        };
    }

    private static Value Real(NpgsqlDataReader reader, int column)
    {
        Span<byte> text = stackalloc byte[32];
        using var stream = reader.GetStream(column);
        var length = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return double.TryParse(text[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Value.OfReal(number)
            : Value.OfReal(text[0] == (byte)'-' ? double.NegativeInfinity : text[0] == (byte)'I' ? double.PositiveInfinity : double.NaN);
    }

    /// <summary>Copies a cell's bytes to where nothing is written any more.</summary>
    private (int Offset, int Length) Copy(NpgsqlDataReader reader, int column)
    {
        var room = _chunk.Length - _used;
        var length = room > 0 ? (int)reader.GetBytes(column, 0, _chunk, _used, room) : 0;
        if (length == room)
        {
            // The chunk is full: there may be more of the cell.
            length = (int)reader.GetBytes(column, 0, null, 0, 0);
            if (length > room)
            {
                _chunk = new byte[Math.Max(Math.Clamp(_chunk.Length * 4, SmallestChunk, LargestChunk), length)];
                _used = 0;
                reader.GetBytes(column, 0, _chunk, 0, length);
            }
        }

        var offset = _used;
        _used += length;
        Size += length;
        return (offset, length);
    }
}
