using System.Text;
using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Tests.Connectors;

public sealed class Exports_are_read_strictly : IDisposable
{
    private readonly ExportLab _lab = new();

    [Theory]
    [InlineData("a,b\n1,2\n", "1|2")]
    [InlineData("a,b\r\n1,2\r\n", "1|2")]
    [InlineData("a,b\n1,2", "1|2")]
    [InlineData("a,b\n1,\n,2\n", "1|~\n~|2")]
    [InlineData("a,b\n1,", "1|~")]
    [InlineData("a,b\n\"1\",\"\"\n", "1|~")]
    [InlineData("a,b\n\"1,\"\"x\"\"\",2\n", "1,\"x\"|2")]
    [InlineData("a,b\n\"1\r\n2\n3\",2\r\n", "1\r\n2\n3|2")]
    [InlineData("a,b\n\n1,2\n\r\n\n3,4\n\n", "1|2\n3|4")]
    [InlineData("a,b\n 1 ,\"2\"", " 1 |2")]
    [InlineData("\uFEFFa,b\n\uFEFF1,2\n", "\uFEFF1|2")]
    [InlineData("a,b\nJosé 🙂,名前\n", "José 🙂|名前")]
    [InlineData("a,b\n\"\"\"\",2\n", "\"|2")]
    [InlineData("\"a\",\" b \"\n1,2\n", "1|2")]
    [InlineData("a,b\n", "")]
    public void A_table_as_RFC_4180_describes_it(string csv, string rows)
    {
        _lab.Write("people.csv", csv);
        Assert.Equal(rows, _lab.Rows("SELECT a, b FROM people ORDER BY file_row"));
    }

    [Theory]
    [InlineData("", "people.csv: it is empty")]
    [InlineData("\n\n", "people.csv: it is empty")]
    [InlineData("a,b\n1,2\n1,2,3\n", "people.csv:3: this row has 3 fields and the header 2 (byte 8)")]
    [InlineData("a,b\n1,2\n\n1\n", "people.csv:4: this row has 1 fields and the header 2 (byte 9)")]
    [InlineData("a,b\n\"1\n2\",2\nx\n", "people.csv:4: this row has 1 fields")]
    [InlineData("a,b\n1,\"2\n3,4\n", "people.csv:2: a quotation mark is opened and never closed (byte 6)")]
    [InlineData("a,b\n1,\"2\"x\n", "people.csv:2: text follows a closing quotation mark (byte 9)")]
    [InlineData("a,b\n1,\"2\" \n", "people.csv:2: text follows a closing quotation mark (byte 9)")]
    [InlineData("a,b\n1,2\"x\"\n", "people.csv:2: a quotation mark stands inside a field without quotation marks (byte 7)")]
    [InlineData("a,b\n1,\"2\n\",3\"4\n", "people.csv:3: a quotation mark stands inside")]
    [InlineData("a,b\n1,2\r3,4\n", "people.csv:2: a carriage return stands without a line feed (byte 7)")]
    [InlineData("a,b\r1,2\r", "people.csv:1: a carriage return stands without a line feed (byte 3)")]
    [InlineData("a,b\n1,\"2\"\r3", "people.csv:2: text follows a closing quotation mark")]
    [InlineData("a,b\n1,\0\n", "people.csv:2: a byte of zero (byte 6)")]
    [InlineData("a,,c\n", "people.csv:1: column 2 has no name")]
    [InlineData("a, ,c\n", "people.csv:1: column 2 has no name")]
    [InlineData("a,b,a\n", "people.csv:1: two columns are named 'a'")]
    [InlineData("Id,ID\n", "people.csv:1: two columns are named 'ID'")]
    [InlineData("a,file_row\n", "people.csv:1: two columns are named 'file_row'")]
    [InlineData("a;b\n1;2\n", "people.csv:1: the columns are not separated by commas")]
    [InlineData("a\tb\n", "people.csv:1: the columns are not separated by commas")]
    public void A_damaged_table_is_refused_with_its_line_and_byte(string csv, string message)
    {
        _lab.Write("people.csv", csv);
        Assert.StartsWith(message, _lab.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,M", "FC", "ller\n", "people.csv:2: bytes that are not UTF-8 (byte 7)")]
    [InlineData("a,b\n1,\"x\ny", "E28200", "\",3\n", "people.csv:3: bytes that are not UTF-8 (byte 10)")]
    [InlineData("a,b\n1,", "C0AF", "\n", "people.csv:2: bytes that are not UTF-8 (byte 6)")]
    [InlineData("a,b\n1,", "EDA080", "\n", "people.csv:2: bytes that are not UTF-8 (byte 6)")]
    [InlineData("a,", "E4", "\n1,2\n", "people.csv:1: bytes that are not UTF-8 (byte 2)")]
    [InlineData("a,b\n1,\u00e4", "E2", "", "people.csv:2: bytes that are not UTF-8 (byte 8)")]
    [InlineData("", "FFFE61002C00", "", "people.csv: it is encoded in UTF-16")]
    [InlineData("", "504B0304FF", "", "people.csv: it is a spreadsheet or an archive")]
    public void Text_in_another_encoding_is_refused_and_never_guessed(string before, string bytes, string after, string message)
    {
        _lab.Write("people.csv", [.. Encoding.UTF8.GetBytes(before), .. Convert.FromHexString(bytes), .. Encoding.UTF8.GetBytes(after)]);
        Assert.StartsWith(message, _lab.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_the_file_is_never_quoted()
    {
        _lab.Write("people.csv", "name,mail\nJane Doe,jane@example.org,7\n");
        Assert.DoesNotContain("ane", _lab.Refusal(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Json_lines_are_a_table_with_the_names_that_occur()
    {
        _lab.Write("orders.jsonl", """
            {"id": 7, "note": "a\nb", "paid": true, "lines": [ {"sku": "x"} ], "gone": null}

            {"ID": "8", "total": 12.50, "more": {"a": 1}}
            """);
        Assert.Equal("7|a\nb|true|[ {\"sku\": \"x\"} ]|~|~|~|0\n8|~|~|~|~|12.50|{\"a\": 1}|82",
            _lab.Rows("SELECT id, note, paid, lines, gone, total, more, byte_offset FROM orders ORDER BY file_row"));
    }

    [Theory]
    [InlineData("{\"a\":1}\n[1]\n", "orders.ndjson:2: this line is no JSON object (byte 8)")]
    [InlineData("{\"a\":1}\n{\"a\":1,}\n", "orders.ndjson:2: this line is no valid JSON (byte 15)")]
    [InlineData("{\"a\":1,\"A\":2}\n", "orders.ndjson:1: a name stands twice in this line (byte 7)")]
    [InlineData("{\"a\":1} {\"a\":2}\n", "orders.ndjson:1: ")]
    [InlineData("{\"a\":\n1}\n", "orders.ndjson:1: this line is no valid JSON")]
    [InlineData("{\"byte_offset\":1}\n", "orders.ndjson:1: the names file_row and byte_offset are taken")]
    [InlineData("{\"a\":\"\\ud83d\"}\n", "orders.ndjson:1: half of a character")]
    [InlineData("{\"\":1}\n", "orders.ndjson:1: a value has no name")]
    public void Damaged_JSON_lines_are_refused_with_line_and_byte(string json, string message)
    {
        _lab.Write("orders.ndjson", json);
        Assert.StartsWith(message, _lab.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_numbered_and_know_their_place()
    {
        _lab.Write("people.csv", "id\n\"a\n\"\nb\n");
        Assert.Equal("1|3\n2|8", _lab.Rows("SELECT file_row, byte_offset FROM people ORDER BY file_row"));
    }

    [Fact]
    public void Columns_that_rows_are_found_by_are_indexed()
    {
        _lab.Write("people.csv", "Id,Customer ID,Note\n1,2,3\n");
        Assert.Contains("INDEX", _lab.Rows("EXPLAIN QUERY PLAN SELECT * FROM people WHERE \"Customer ID\" > ?1"), StringComparison.Ordinal);
        Assert.DoesNotContain("INDEX", _lab.Rows("EXPLAIN QUERY PLAN SELECT * FROM people WHERE \"Note\" > ?1"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_must_hold_exports_with_names_of_their_own()
    {
        Assert.Contains("There are no exports", _lab.Refusal(), StringComparison.Ordinal);
        _lab.Write("people.csv", "a\n");
        _lab.Write("People.jsonl", "{}\n");
        Assert.Contains("would be the same table", _lab.Refusal(), StringComparison.Ordinal);
        File.Delete(Path.Combine(_lab.Path, "People.jsonl"));
        _lab.Write("storefold_files.csv", "a\n");
        Assert.Contains("are taken", _lab.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Exports_are_never_written()
    {
        var path = _lab.Write("people.csv", "a\n1\n");
        var connection = new ConnectionModel("files", _lab.Path, "files:export");
        Assert.True(Assert.Throws<StoreException>(() => new Connections().Open(connection, SessionUse.Write)).IsSchema);
        using var session = new Connections().Open(connection, SessionUse.Read);
        Assert.Throws<StoreException>(session.BeginWrite);
        Assert.Throws<StoreException>(() => session.Execute("DELETE FROM people"));
        Assert.Equal("a\n1\n", File.ReadAllText(path));
        Assert.Equal(("files", "people"), (session.Dialect, Assert.Single(session.Tables().Keys)));
    }

    public void Dispose() => _lab.Dispose();
}
