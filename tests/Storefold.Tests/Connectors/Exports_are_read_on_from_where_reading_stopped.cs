using System.Globalization;
using System.Text;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;

namespace Storefold.Tests.Connectors;

public sealed class Exports_are_read_on_from_where_reading_stopped : IDisposable
{
    private const string All = "SELECT count(*), min(file_row), max(file_row), count(DISTINCT byte_offset) FROM orders";

    private readonly ExportLab _lab = new();

    [Fact]
    public void An_interrupted_reading_goes_on_at_its_last_durable_byte()
    {
        var path = _lab.Write("orders.csv", Table(1_000));
        long durable = 0;
        Assert.Throws<TimeoutException>(() => _lab.Folder(100, state =>
        {
            durable = state.Offset;
            if (state.Rows == 300) throw new TimeoutException("killed");
        }).Refresh());

        var load = Assert.Single(_lab.Folder(100).Refresh());

        Assert.Equal((durable, new FileInfo(path).Length, 700), (load.From, load.To, load.Rows));
        Assert.Equal("1000|1|1000|1000", _lab.Rows(All));
        Assert.Equal(string.Join('\n', Enumerable.Range(1, 1_000).Select(Note)), _lab.Rows("SELECT note FROM orders ORDER BY file_row"));
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_reads_loses_nothing()
    {
        _lab.Write("orders.csv", Table(300_000));
        long durable;
        using (var process = CliProcess.Start(null, "packs", "test", Repository.File("packs/shopify-export"), "--connection", "files:" + _lab.Path))
        {
            while ((durable = Durable()) == 0) await Task.Delay(5, TestContext.Current.CancellationToken);
            process.Kill();
            await process.EndAsync();
        }

        var loads = _lab.Folder().Refresh();
        Assert.All(loads, load => Assert.True(load.From >= durable, $"began again at {load.From}, though {durable} was durable"));
        Assert.Equal("300000|1|300000|300000", _lab.Rows(All));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(4711)]
    public void However_often_it_is_interrupted_every_row_is_there_once(int seed)
    {
        var random = new Random(seed);
        TestContext.Current.SendDiagnosticMessage($"seed {seed}");
        _lab.Write("orders.csv", Table(500));
        for (var kills = 0; kills < 30; kills++)
        {
            try
            {
                _lab.Folder(random.Next(1, 40), _ =>
                {
                    if (random.Next(4) == 0) throw new TimeoutException("killed");
                }).Refresh();
            }
            catch (TimeoutException)
            {
                // The next one goes on.
            }
        }

        Assert.Equal("500|1|500|500", _lab.Rows(All));
        Assert.Equal(string.Join('\n', Enumerable.Range(1, 500).Select(Note)), _lab.Rows("SELECT note FROM orders ORDER BY file_row"));
    }

    [Fact]
    public void A_file_that_grew_is_read_on_from_its_old_end()
    {
        var old = Table(50);
        _lab.Write("orders.csv", old);
        _lab.Folder().Refresh();
        _lab.Write("orders.csv", Table(60));

        var load = Assert.Single(_lab.Folder().Refresh());

        Assert.Equal((Encoding.UTF8.GetByteCount(old), 10), (load.From, load.Rows));
        Assert.Equal("60|1|60|60", _lab.Rows(All));
        Assert.Empty(_lab.Folder().Refresh());
    }

    [Theory]
    [InlineData("id,note\n1,a", "id,note\n1,abc\n2,b\n", "1|abc\n2|b")]
    [InlineData("id,note\n1,a", "id,note\n1,a\n2,b", "1|a\n2|b")]
    [InlineData("id,note\n1,a\n", "id,note\n1,a\n2,b", "1|a\n2|b")]
    [InlineData("id,note\n1,a\r\n", "id,note\n1,a\r\n\r\n2,b", "1|a\n2|b")]
    [InlineData("id,note\n", "id,note\n1,a\n", "1|a")]
    [InlineData("id,no", "id,note\n1,a\n", "1|a")]
    [InlineData("\uFEFFid,note", "\uFEFFid,note,more\n1,a,b\n", "1|a")]
    public void A_row_that_was_not_finished_is_read_again(string before, string after, string rows)
    {
        _lab.Write("orders.csv", before);
        _lab.Folder().Refresh();
        _lab.Write("orders.csv", after);
        Assert.Equal(rows, _lab.Rows("SELECT id, note FROM orders ORDER BY file_row"));
    }

    [Theory]
    [InlineData("id,note\n1,x\n2,b\n3,c\n", "1|x\n2|b\n3|c")]
    [InlineData("id,note\n1,a\n", "1|a")]
    [InlineData("note,id\na,1\nb,2\nc,3\n", "1|a\n2|b\n3|c")]
    public void A_file_that_changed_is_read_anew(string after, string rows)
    {
        _lab.Write("orders.csv", "id,note\n1,a\n2,b\n");
        _lab.Folder().Refresh();
        _lab.Write("orders.csv", after);
        Assert.Equal(0, Assert.Single(_lab.Folder().Refresh()).From);
        Assert.Equal(rows, _lab.Rows("SELECT id, note FROM orders ORDER BY file_row"));
    }

    [Fact]
    public void A_name_that_occurs_later_becomes_a_column()
    {
        _lab.Write("orders.jsonl", "{\"id\":1}\n");
        _lab.Folder().Refresh();
        _lab.Write("orders.jsonl", "{\"id\":1}\n{\"id\":2,\"note\":\"b\"}\n");
        Assert.Equal(9, Assert.Single(_lab.Folder().Refresh()).From);
        Assert.Equal("1|~\n2|b", _lab.Rows("SELECT id, note FROM orders ORDER BY file_row"));
    }

    [Fact]
    public void A_session_sees_at_its_next_snapshot_what_was_exported_again()
    {
        _lab.Write("orders.csv", "id\n1\n");
        using var session = _lab.Open();
        session.BeginSnapshot();
        _lab.Write("orders.csv", "id\n1\n2\n");
        using (var another = _lab.Open()) Assert.Equal("2", ExportLab.Rows(another, "SELECT count(*) FROM orders"));
        Assert.Equal("1", ExportLab.Rows(session, "SELECT count(*) FROM orders"));
        session.Commit();
        session.BeginSnapshot();
        Assert.Equal("2", ExportLab.Rows(session, "SELECT count(*) FROM orders"));
        session.Commit();
    }

    [Fact]
    public void A_file_that_is_gone_takes_its_table_along()
    {
        var path = _lab.Write("orders.csv", "id\n1\n");
        _lab.Write("people.csv", "id\n1\n");
        _lab.Folder().Refresh();
        File.Delete(path);
        using var session = _lab.Open();
        Assert.Equal("people", Assert.Single(session.Tables().Keys));
    }

    [Fact]
    public void What_is_damaged_behind_the_old_end_leaves_the_rest_as_it_was()
    {
        _lab.Write("orders.csv", "id,note\n1,a\n");
        _lab.Folder().Refresh();
        _lab.Write("orders.csv", "id,note\n1,a\n2\n");
        Assert.StartsWith("orders.csv:3: this row has 1 fields", Assert.Throws<StoreException>(() => _lab.Folder().Refresh()).Message, StringComparison.Ordinal);
        _lab.Write("orders.csv", "id,note\n1,a\n2,b\n");
        Assert.Equal(12, Assert.Single(_lab.Folder().Refresh()).From);
        Assert.Equal("1|a\n2|b", _lab.Rows("SELECT id, note FROM orders ORDER BY file_row"));
    }

    public void Dispose() => _lab.Dispose();

    /// <summary>How far the file was read, as another process sees it.</summary>
    private long Durable()
    {
        var path = Path.Combine(_lab.Path, ".storefold", "files.sqlite");
        try
        {
            using var scratch = SqliteSession.Open(path, SqliteAccess.ReadOnly);
            return long.Parse("0" + ExportLab.Rows(scratch, "SELECT offset FROM storefold_files"), CultureInfo.InvariantCulture);
        }
        catch (StoreException)
        {
            return 0; // not made yet
        }
    }

    /// <summary>A table whose rows have line breaks, commas and characters of several bytes.</summary>
    private static string Table(int rows) =>
        "id,note\r\n" + string.Concat(Enumerable.Range(1, rows).Select(row => $"{row},\"{Note(row)}\"\r\n"));

    private static string Note(int row) => string.Create(CultureInfo.InvariantCulture, $"№{row},{(row % 3 == 0 ? "a\r\nb" : "é")}🙂");
}
