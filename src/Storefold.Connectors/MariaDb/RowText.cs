using System.Buffers;
using System.Globalization;
using System.Text;
using Storefold.Shop;

namespace Storefold.Connectors.MariaDb;

/// <summary>Rows on their way to the server, as text in one growing buffer.</summary>
internal abstract class RowText
{
    private const int SmallestBuffer = 64 * 1024;

    /// <summary>More than any number or time takes.</summary>
    private const int LongestNumber = 64;

    private byte[] _bytes = new byte[SmallestBuffer];

    /// <summary>Rows since the last <see cref="Clear"/>.</summary>
    public int Rows { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>How much was written.</summary>
    public int Length { get; private set; }

    /// <summary>Begins anew.</summary>
    public void Clear() => (Length, Rows) = (0, 0);

    /// <summary>Writes a row.</summary>
    public void Add(ReadOnlySpan<Value> row)
    {
        BeginRow();
        for (var column = 0; column < row.Length; column++)
        {
            if (column > 0) BetweenCells();
            Cell(row[column]);
        }

        EndRow();
        Rows++;
    }

    protected abstract void BeginRow();

    protected abstract void BetweenCells();

    protected abstract void EndRow();

    protected abstract void Null();

    protected abstract void Text(ReadOnlySpan<byte> utf8);

    protected abstract void Bytes(ReadOnlySpan<byte> bytes);

    /// <summary>A time, already written as text.</summary>
    protected abstract void Time(ReadOnlySpan<byte> text);

    protected void Append(byte letter)
    {
        Room(1)[0] = letter;
        Length++;
    }

    protected void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    /// <summary>Text in which some characters are written as a backslash and another one.</summary>
    protected void Escaped(ReadOnlySpan<byte> text, SearchValues<byte> special)
    {
        while (text.IndexOfAny(special) is var at and >= 0)
        {
            Append(text[..at]);
            Append((byte)'\\');
            Append(text[at] switch { 0 => (byte)'0', (byte)'\t' => (byte)'t', (byte)'\n' => (byte)'n', var letter => letter });
            text = text[(at + 1)..];
        }

        Append(text);
    }

    private void Cell(in Value cell)
    {
        switch (cell.Kind)
        {
            case ValueKind.Null:
                Null();
                break;
            case ValueKind.Text:
                Text(cell.Utf8);
                break;
            case ValueKind.Bytes:
                Bytes(cell.Utf8);
                break;
            case ValueKind.Time:
                Span<byte> time = stackalloc byte[LongestNumber];
                Clock.ToInstant(cell.AsMicroseconds()).TryFormat(
                    time, out var letters, "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
                Time(time[..letters]);
                break;
            default:
                Number(cell);
                break;
        }
    }

    private void Number(in Value cell)
    {
        var room = Room(LongestNumber);
        int written;
        if (cell.Kind == ValueKind.Integer) cell.AsInteger().TryFormat(room, out written, default, CultureInfo.InvariantCulture);
        else if (cell.Kind == ValueKind.Real) cell.AsReal().TryFormat(room, out written, "R", CultureInfo.InvariantCulture);
        else cell.AsDecimal().TryFormat(room, out written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - Length < length) Array.Resize(ref _bytes, (int)Math.Max(_bytes.Length * 2L, Length + (long)length));
        return _bytes.AsSpan(Length);
    }
}

/// <summary>Rows as LOAD DATA reads them: a tab between cells, a newline behind a row, backslash as escape.</summary>
internal sealed class LoadText : RowText
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("\\\t\n\0"u8);

    protected override void BeginRow()
    {
        // A row begins where the last one ended.
    }

    protected override void BetweenCells() => Append((byte)'\t');

    protected override void EndRow() => Append((byte)'\n');

    protected override void Null() => Append("\\N"u8);

    protected override void Text(ReadOnlySpan<byte> utf8) => Escaped(utf8, Special);

    protected override void Bytes(ReadOnlySpan<byte> bytes) => Escaped(bytes, Special);

    protected override void Time(ReadOnlySpan<byte> text) => Append(text);
}

/// <summary>An INSERT with its rows behind VALUES.</summary>
internal sealed class InsertText(string statement) : RowText
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("\\'\0"u8);

    private readonly byte[] _statement = Encoding.UTF8.GetBytes(statement);

    protected override void BeginRow()
    {
        if (Rows == 0) Append(_statement);
        Append(Rows == 0 ? "("u8 : ",("u8);
    }

    protected override void BetweenCells() => Append((byte)',');

    protected override void EndRow() => Append((byte)')');

    protected override void Null() => Append("NULL"u8);

    protected override void Text(ReadOnlySpan<byte> utf8)
    {
        Append((byte)'\'');
        Escaped(utf8, Special);
        Append((byte)'\'');
    }

    protected override void Bytes(ReadOnlySpan<byte> bytes)
    {
        Append("X'"u8);
        foreach (var one in bytes)
        {
            Append(Digit(one >> 4));
            Append(Digit(one & 15));
        }

        Append((byte)'\'');
    }

    protected override void Time(ReadOnlySpan<byte> text)
    {
        Append((byte)'\'');
        Append(text);
        Append((byte)'\'');
    }

    private static byte Digit(int number) => (byte)(number < 10 ? '0' + number : 'A' + number - 10);
}
