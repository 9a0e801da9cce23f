using System.Text;

namespace Storefold.Connectors.Files;

/// <summary>
/// RFC 4180, strictly: commas, quotation marks around a whole field, a quotation mark inside doubled, line breaks in
/// quotation marks, CRLF or LF behind a row, as many fields in each row as the header has. An empty field is no value; an
/// empty line is no row. It works on bytes, as the place to go on from is an offset of bytes.
/// </summary>
internal sealed class CsvRecords : IRecords
{
    private const byte Quote = (byte)'"', Comma = (byte)',', Return = (byte)'\r', Feed = (byte)'\n';

    private readonly ByteSource _source;
    private readonly List<(int Start, int Length)> _fields = [];
    private byte[] _text = new byte[4096];
    private int _used;
    private int _length;
    private int _lines;

    private CsvRecords(ByteSource source, IReadOnlyList<string> columns) => (_source, Columns) = (source, columns);

    public IReadOnlyList<string> Columns { get; private set; }

    public long Offset => _source.Offset;

    public bool IsClosed { get; private set; }

    public bool CanGoOn { get; private set; } = true;

    /// <summary>The rows behind a header, which is read first.</summary>
    public static CsvRecords Begin(ByteSource source)
    {
        source.SkipMark();
        var records = new CsvRecords(source, []);
        if (!records.Find()) throw FileFault.Of(source.Name, "it is empty", "the first row of an export names its columns");
        records.Columns = records.ReadHeader();
        records.CanGoOn = records.IsClosed;
        records.Take();
        return records;
    }

    /// <summary>The rows behind a place that was reached earlier.</summary>
    public static CsvRecords GoOn(ByteSource source, IReadOnlyList<string> columns) => new(source, columns);

    public bool Next()
    {
        if (!Find()) return false;
        if (_fields.Count != Columns.Count)
        {
            throw Fault(0, $"this row has {_fields.Count} fields and the header {Columns.Count}",
                "a quotation mark or a comma is missing, or there is one too many");
        }

        return true;
    }

    public ArraySegment<byte>? Field(int column) =>
        _fields[column] is { Length: > 0 } field ? new ArraySegment<byte>(_text, field.Start, field.Length) : default(ArraySegment<byte>?);

    public void Take() => _source.Advance(_length, _lines);

    private bool Find()
    {
        do
        {
            while (!Parse())
            {
                if (!_source.Fill()) break;
            }

            if (_length == 0) return false;
            _source.RequireText(_length);
            if (_fields.Count > 1 || _used > 0 || Columns.Count == 1) return true;
            Take(); // an empty line
        }
        while (true);
    }

    /// <summary>Takes the next row apart; false when its end is not in memory yet.</summary>
    private bool Parse()
    {
        var rest = _source.Rest;
        (_length, _lines, _used) = (0, 0, 0);
        _fields.Clear();
        if (_text.Length < rest.Length) _text = new byte[rest.Length];
        var at = 0;
        while (at < rest.Length || (_fields.Count > 0 && _source.IsLast))
        {
            var end = at < rest.Length && rest[at] == Quote ? Quoted(rest, at) : Bare(rest, at);
            if (end < 0) return false;
            at = end;
            if (at < rest.Length && rest[at] == Comma)
            {
                at++;
                if (at == rest.Length && !_source.IsLast) return false;
                continue;
            }

            return Close(rest, at);
        }

        return false;
    }

    private bool Close(ReadOnlySpan<byte> rest, int at)
    {
        IsClosed = at < rest.Length;
        if (IsClosed)
        {
            if (rest[at] == Return) at++;
            at++;
            _lines++;
        }

        _length = at;
        return true;
    }

    /// <summary>A field in quotation marks; returns where it ends, or -1 when that is not in memory yet.</summary>
    private int Quoted(ReadOnlySpan<byte> rest, int begin)
    {
        var (start, at) = (_used, begin + 1);
        while (true)
        {
            var length = rest[at..].IndexOf(Quote);
            if (length < 0)
            {
                return _source.IsLast
                    ? throw Fault(begin, "a quotation mark is opened and never closed", "the file may have been cut off")
                    : -1;
            }

            Append(rest.Slice(at, length));
            _lines += rest.Slice(at, length).Count(Feed);
            at += length + 1;
            if (at == rest.Length) return _source.IsLast ? Add(start, at) : -1;
            if (rest[at] != Quote) break;
            Append([Quote]);
            at++;
        }

        if (rest[at] is Comma or Feed) return Add(start, at);
        if (rest[at] == Return)
        {
            if (at + 1 < rest.Length && rest[at + 1] == Feed) return Add(start, at);
            if (at + 1 == rest.Length && !_source.IsLast) return -1;
        }

        throw Fault(at, "text follows a closing quotation mark", "a quotation mark inside a field is doubled");
    }

    private int Bare(ReadOnlySpan<byte> rest, int begin)
    {
        var start = _used;
        var length = rest[begin..].IndexOfAny("\",\r\n"u8);
        if (length < 0)
        {
            if (!_source.IsLast) return -1;
            Append(rest[begin..]);
            return Add(start, rest.Length);
        }

        var at = begin + length;
        if (rest[at] == Quote)
            throw Fault(at, "a quotation mark stands inside a field without quotation marks", "put the field into quotation marks and double it");
        if (rest[at] == Return)
        {
            if (at + 1 == rest.Length && !_source.IsLast) return -1;
            if (at + 1 == rest.Length || rest[at + 1] != Feed)
                throw Fault(at, "a carriage return stands without a line feed", "end rows with CRLF or LF");
        }

        Append(rest.Slice(begin, length));
        return Add(start, at);
    }

    private int Add(int start, int end)
    {
        _fields.Add((start, _used - start));
        return end;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_text.AsSpan(_used));
        _used += bytes.Length;
    }

    private List<string> ReadHeader()
    {
        var names = _fields.ConvertAll(field => Encoding.UTF8.GetString(_text, field.Start, field.Length).Trim());
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { FileTable.RowColumn, FileTable.OffsetColumn };
        for (var column = 0; column < names.Count; column++)
        {
            if (names[column].Length == 0) throw Fault(0, $"column {column + 1} has no name", "the first row of an export names its columns");
            if (!seen.Add(names[column]))
            {
                throw Fault(0, $"two columns are named '{names[column]}'",
                    $"names differ, whatever their case, and are not {FileTable.RowColumn} or {FileTable.OffsetColumn}");
            }
        }

        if (names.Count == 1 && names[0].AsSpan().IndexOfAny(';', '\t') >= 0)
            throw Fault(0, "the columns are not separated by commas", "export it with commas");
        return names.Count <= FileTable.MostColumns ? names : throw Fault(0, $"it has more than {FileTable.MostColumns} columns", "export fewer");
    }

    private Packs.Sql.StoreException Fault(int at, string what, string todo) => FileFault.At(
        _source.Name, _source.Line + _source.Rest[..at].Count(Feed), _source.Offset + at, what, todo);
}
