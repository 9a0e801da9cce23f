using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Storefold.Connectors.Files;

/// <summary>
/// JSON lines: one object a line. Text is taken as it is, everything else as its JSON; null is no value. A name that was not
/// seen before is a new column.
/// </summary>
internal sealed class JsonRecords : IRecords
{
    private readonly ByteSource _source;
    private readonly List<string> _columns;
    private readonly Dictionary<string, int> _positions = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ArraySegment<byte>?> _fields = [];
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private int _length;

    public JsonRecords(ByteSource source, IReadOnlyList<string> columns)
    {
        _source = source;
        _columns = [.. columns];
        for (var column = 0; column < _columns.Count; column++) _positions[_columns[column]] = column;
        if (source.Offset == 0) source.SkipMark();
    }

    public IReadOnlyList<string> Columns => _columns;

    public long Offset => _source.Offset;

    public bool IsClosed { get; private set; }

    public bool CanGoOn => true;

    public bool Next()
    {
        while (true)
        {
            var line = Line();
            if (line.IsEmpty) return false;
            _source.RequireText(_length);
            if (line.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            {
                Take(); // an empty line
                continue;
            }

            Parse(line);
            return true;
        }
    }

    public ArraySegment<byte>? Field(int column) => column < _fields.Count ? _fields[column] : null;

    public void Take() => _source.Advance(_length, IsClosed ? 1 : 0);

    private ReadOnlySpan<byte> Line()
    {
        int end;
        while ((end = _source.Rest.IndexOf((byte)'\n')) < 0 && _source.Fill())
        {
            // The line goes on.
        }

        IsClosed = end >= 0;
        _length = IsClosed ? end + 1 : _source.Rest.Length;
        return _source.Rest[.._length];
    }

    private void Parse(ReadOnlySpan<byte> line)
    {
        _text.ResetWrittenCount();
        _fields.Clear();
        _fields.AddRange(Enumerable.Repeat<ArraySegment<byte>?>(null, _columns.Count));
        var seen = new HashSet<int>();
        var reader = new Utf8JsonReader(line);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Fault(0, "this line is no JSON object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var at = (int)reader.TokenStartIndex;
                var column = ColumnOf(reader.GetString() ?? "", at);
                if (!seen.Add(column)) throw Fault(at, "a name stands twice in this line");
                reader.Read();
                _fields[column] = Text(ref reader, line);
            }

            if (reader.Read()) throw Fault((int)reader.TokenStartIndex, "something follows the JSON object of this line");
        }
        catch (JsonException broken)
        {
            throw Fault((int)(broken.BytePositionInLine ?? 0), "this line is no valid JSON");
        }
        catch (InvalidOperationException)
        {
            throw Fault((int)reader.TokenStartIndex, "half of a character stands alone in an escape"); // such as \ud83d
        }
    }

    private ArraySegment<byte>? Text(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        var start = _text.WrittenCount;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                var longest = reader.ValueSpan.Length;
                _text.Advance(reader.CopyString(_text.GetSpan(Math.Max(longest, 1))));
                break;
            default:
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                _text.Write(line[from..(int)reader.BytesConsumed]);
                break;
        }

        return new ArraySegment<byte>(_text.WrittenSpan[start.._text.WrittenCount].ToArray());
    }

    private int ColumnOf(string name, int at)
    {
        if (_positions.TryGetValue(name, out var known)) return known;
        if (name.Length == 0) throw Fault(at, "a value has no name");
        if (name.Equals(FileTable.RowColumn, StringComparison.OrdinalIgnoreCase) || name.Equals(FileTable.OffsetColumn, StringComparison.OrdinalIgnoreCase))
            throw Fault(at, $"the names {FileTable.RowColumn} and {FileTable.OffsetColumn} are taken");
        if (_columns.Count == FileTable.MostColumns) throw Fault(at, $"there are more than {FileTable.MostColumns} names");
        _columns.Add(name);
        _fields.Add(null);
        return _positions[name] = _columns.Count - 1;
    }

    private Packs.Sql.StoreException Fault(int at, string what) =>
        FileFault.At(_source.Name, _source.Line, _source.Offset + at, what, "each line of the file holds one JSON object");
}
