using System.Text.Json;
using Storefold.Connectors.Sqlite;
using Storefold.Packs;

namespace Storefold.Tests.Cli;

public sealed class Packs_are_tried_on_a_database : IDisposable
{
    private readonly TempFolder _folder = new();

    public Packs_are_tried_on_a_database()
    {
        using (var shop = SqliteSession.Open(_folder.File("shop.db"), SqliteAccess.Create))
        {
            shop.Execute("""
                CREATE TABLE people(id INTEGER PRIMARY KEY, mail TEXT, kind TEXT NOT NULL, tag TEXT);
                CREATE TABLE addresses(id INTEGER PRIMARY KEY, person INTEGER, city TEXT);
                CREATE INDEX of_person ON addresses(person);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
                INSERT INTO people SELECT i, 'p' || i || '@example.org', iif(i % 100 = 0, 'test', 'guest'), i FROM n;
                INSERT INTO addresses SELECT id, id, 'Town' FROM people;
                """);
        }

        Write("pack.yaml", """
            name: small
            title: Small
            dialects: [sqlite]
            values: { money: minor, time: unix }
            entities:
              customer:
                key: integer
                tables: { customer: people, customer.address: addresses }
            skips: { test: A test }
            lacks: [{ rule: small, entity: customer, why: It is small }]
            target: { write: [customer, customer.address] }
            """);
        Write("sqlite/read/customer.sql",
            "SELECT id AS key, CASE kind WHEN 'test' THEN 'test' END AS skip, mail AS email, kind, 'active' AS status FROM people WHERE /*keys id*/ ORDER BY id");
        Write("sqlite/read/customer.address.sql", "SELECT person AS parent, id AS key, city FROM addresses WHERE /*keys person*/ ORDER BY person, id");
        Write("sqlite/write/customer.sql", "INSERT INTO people(id, mail, kind) SELECT id, email, kind FROM stage_customer WHERE is_new");
        Write("sqlite/write/customer.address.sql", "INSERT INTO addresses(id, person, city) SELECT id, parent_id, city FROM stage_customer_address WHERE is_new");
        Write("sqlite/delete/customer.sql", "DELETE FROM people WHERE id IN (SELECT id FROM stage_delete)");
        Write("sqlite/delete/customer.address.sql", "DELETE FROM addresses WHERE id IN (SELECT id FROM stage_delete)");
        Write("sqlite/allocate.sql", "SELECT max({key}) FROM {table}");
    }

    [Fact]
    public async Task A_pack_that_fits_is_told_so_and_nothing_is_changed()
    {
        var before = File.ReadAllBytes(_folder.File("shop.db"));
        var (exit, output, error) = await Try();
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("  customer             1,200  1,200       12              indexed", output, StringComparison.Ordinal);
        Assert.Contains("5 files for writing ran on empty staging tables", output, StringComparison.Ordinal);
        Assert.EndsWith("The pack fits.\n", output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.File("shop.db")));
    }

    [Theory]
    [InlineData("sqlite/read/customer.sql", "WHERE /*keys", "WHERE kind <> 'test' AND /*keys", "pack.books", "hold 1200 rows and it returned 1188")]
    [InlineData("sqlite/read/customer.sql", "/*keys id*/", "/*keys +id*/", "pack.no_index", "No index serves the key +id")]
    [InlineData("sqlite/read/customer.sql", "ORDER BY id", "ORDER BY id + 0", "pack.sorts", "sorts everything")]
    [InlineData("sqlite/read/customer.sql", "ORDER BY id", "ORDER BY id DESC", "pack.contract", "in binary order of the key")]
    [InlineData("sqlite/read/customer.sql", "mail AS email", "mail AS emial", "pack.unknown_column", "customer has no field emial")]
    [InlineData("sqlite/read/customer.sql", "'test' THEN 'test'", "'test' THEN 'tset'", "pack.contract", "skip rule 'tset'")]
    [InlineData("sqlite/read/customer.sql", "mail AS", "mial AS", "pack.sql", "no such column: mial")]
    [InlineData("sqlite/read/customer.address.sql", "person AS parent", "person + 5000 AS parent", "pack.aside", "1200 rows would be kept aside as orphan")]
    [InlineData("sqlite/read/customer.address.sql", "/*keys person*/", "/*keys city*/", "pack.no_index", "No index serves the key city")]
    [InlineData("sqlite/write/customer.sql", "mail", "e_mail", "pack.sql", "no column named e_mail")]
    [InlineData("sqlite/write/customer.address.sql", "stage_customer_address", "stage_address", "pack.sql", "no such table")]
    [InlineData("sqlite/delete/customer.sql", "people", "persons", "pack.sql", "no such table")]
    [InlineData("sqlite/allocate.sql", "{table}", "counters", "pack.sql", "no such table: counters")]
    [InlineData("sqlite/write/customer.sql", "INSERT", "INSRT", "pack.sql", "near \"INSRT\": syntax error (in: INSRT INTO people")]
    [InlineData("pack.yaml", "customer: people", "customer: persons", "pack.table", "no table persons")]
    public async Task A_mistake_is_found_and_named_with_its_file(string file, string right, string wrong, string code, string message)
    {
        var path = Path.Combine(_folder.Path, "small", file);
        Change(file, right, wrong);
        var (exit, output, error) = await Try("--json");
        Assert.Equal("", error);
        using var json = JsonDocument.Parse(output);
        var finding = json.RootElement.GetProperty("findings").EnumerateArray().First(found => found.GetProperty("code").ValueEquals(code));
        Assert.Contains(message, finding.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(path, finding.GetProperty("file").GetString());
        Assert.Equal(code is "pack.aside" ? 0 : 2, exit);
    }

    [Fact]
    public async Task A_sort_is_no_matter_where_there_is_little_to_sort()
    {
        using (var shop = SqliteSession.Open(_folder.File("shop.db"), SqliteAccess.ReadWrite))
            shop.Execute("DELETE FROM people WHERE id > 900; DELETE FROM addresses WHERE id > 900");
        Change("sqlite/read/customer.sql", "ORDER BY id", "ORDER BY id + 0");
        var (exit, output, _) = await Try();
        Assert.Equal(0, exit);
        Assert.Contains("sqlite/read/customer.sql: warning: The database sorts everything", output, StringComparison.Ordinal);
        Change("sqlite/read/customer.address.sql", "/*keys person*/", "/*keys city*/");
        (exit, output, _) = await Try();
        Assert.Equal(2, exit);
        Assert.Contains("sqlite/read/customer.address.sql: error: No index serves the key city", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_without_a_declared_table_are_no_matter_where_there_are_none()
    {
        Change("pack.yaml", ", customer.address: addresses", "");
        var (exit, output, _) = await Try("--read-only");
        Assert.Equal(2, exit);
        Assert.Contains("customer.address.sql: error: No table is declared for customer.address, so nothing", output, StringComparison.Ordinal);
        using (var shop = SqliteSession.Open(_folder.File("shop.db"), SqliteAccess.ReadWrite)) shop.Execute("DELETE FROM addresses");
        (exit, output, _) = await Try("--read-only");
        Assert.Equal(0, exit);
        Assert.Contains("customer.address.sql: warning: No table is declared for customer.address; there was none", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_pack_says_it_reads_whole_is_a_warning_with_its_reason()
    {
        Change("sqlite/read/customer.address.sql", "/*keys person*/", "/*keys city*/");
        File.AppendAllText(Path.Combine(_folder.Path, "small", "pack.yaml"), "\nreads_whole: { customer.address: The shop has no such index }\n");
        var (exit, output, _) = await Try();
        Assert.Equal(0, exit);
        Assert.Contains("customer.address.sql: warning: No index serves the key city", output, StringComparison.Ordinal);
        Assert.Contains("hint: the pack says why: The shop has no such index", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_file_works_out_before_its_rows_is_bounded_by_a_marker_of_its_own()
    {
        const string Sums = """
            WITH sums AS MATERIALIZED (
                SELECT id, (SELECT count(*) FROM addresses AS a WHERE a.person = p.id) AS n FROM people AS p WHERE /*keys id*/
                ORDER BY id /*limit*/)
            SELECT s.id AS key, CASE p.kind WHEN 'test' THEN 'test' END AS skip, p.mail AS email, p.kind, 'active' AS status, s.n AS x_n
            FROM sums AS s CROSS JOIN people AS p ON p.id = s.id ORDER BY s.id
            """;
        Write("sqlite/read/customer.sql", Sums);
        var (exit, output, _) = await Try();
        Assert.True(exit == 0, output);
        Assert.Contains("  customer             1,200  1,200       12              indexed", output, StringComparison.Ordinal);
        Write("sqlite/read/customer.sql", Sums.Replace("ORDER BY id /*limit*/", "", StringComparison.Ordinal));
        (exit, output, _) = await Try();
        Assert.Equal(2, exit);
        Assert.Contains("[pack.sorts]", output, StringComparison.Ordinal);
        Write("sqlite/read/customer.sql", Sums.Replace("ORDER BY id /*", "ORDER BY id + 0 /*", StringComparison.Ordinal));
        (exit, output, _) = await Try();
        Assert.Equal(2, exit);
        Assert.Contains("[pack.sorts]", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pack_that_reads_nothing_is_refused()
    {
        Write("pack.yaml", """
            # Nothing yet.
            name: small
            title: Small
            dialects: [sqlite]
            """);
        var (exit, output, error) = await Try();
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith(Path.Combine(_folder.Path, "small", "pack.yaml") + ":2: error: The pack reads nothing: it declares no entity. [pack.nothing]\n"
            + "  hint: declare one under entities", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite/write/customer.sql")]
    [InlineData("sqlite/delete/customer.address.sql")]
    [InlineData("sqlite/allocate.sql")]
    public async Task An_empty_file_is_refused_and_one_that_says_why_it_is_empty_is_not(string file)
    {
        Write(file, "\n  \n");
        var (exit, output, error) = await Try();
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith(Path.Combine(_folder.Path, "small", file) + ": error: The file is empty. [pack.empty]\n  hint: write its statements", error, StringComparison.Ordinal);
        if (file.Contains("allocate", StringComparison.Ordinal)) return;
        Write(file, "-- Goes with its customer.\n");
        (exit, output, error) = await Try();
        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public async Task A_pack_is_named_as_people_know_it()
    {
        using (var shop = SqliteSession.Open(_folder.File("other.db"), SqliteAccess.Create)) shop.Execute("CREATE TABLE unknown(id)");
        var (exit, output, _) = await CommandLine.RunAsync("packs", "test", "vendure", "--connection", "sqlite:" + _folder.File("other.db"));
        Assert.Equal(2, exit);
        Assert.Contains("\npacks/vendure/pack.yaml: error: The database has no table address.", output, StringComparison.Ordinal);
        Assert.Contains("\npacks/vendure/sqlite/write/customer.sql: error: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(AppContext.BaseDirectory, output, StringComparison.Ordinal);
        // It is read where it is, wherever the program is called.
        var shown = PackReader.Read(Repository.File("packs/poco-store"), out var found, shown: "packs/none-such");
        Assert.Empty(found);
        Assert.Equal("packs/none-such/sqlite/read/order.sql", shown!.Place("sqlite", "read/order.sql"));
        (exit, _, var error) = await CommandLine.RunAsync("packs", "test", "vendrue", "--connection", "sqlite:" + _folder.File("other.db"));
        Assert.Equal(2, exit);
        Assert.Equal("storefold: there is no folder and no pack named 'vendrue'\n  hint: did you mean vendure?\n", error);
    }

    [Fact]
    public async Task Tables_and_fields_that_the_pack_is_silent_about_are_named()
    {
        var path = Path.Combine(_folder.Path, "small", "pack.yaml");
        File.WriteAllText(path, File.ReadAllText(path).Replace("entity: customer", "field: customer.title", StringComparison.Ordinal));
        using (var shop = SqliteSession.Open(_folder.File("shop.db"), SqliteAccess.ReadWrite)) shop.Execute("CREATE TABLE carts(id)");
        var (exit, output, _) = await Try("--read-only");
        Assert.Equal(0, exit);
        Assert.Contains("warning: The pack does not mention carts.", output, StringComparison.Ordinal);
        Assert.Contains("read/customer.address.sql: warning: It does not return kind, is_default_ship", output, StringComparison.Ordinal);
        Assert.DoesNotContain("for writing", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite:", "names no file")]
    [InlineData("oracle:shop", "there is no driver for oracle:")]
    [InlineData("postgres://shop:secret@db/shop", "holds a password in plain text")]
    [InlineData("sqlite:none.db", "There is no database file")]
    public async Task An_address_that_is_none_is_explained(string address, string message)
    {
        var (exit, _, error) = await CommandLine.RunAsync("packs", "test", Path.Combine(_folder.Path, "small"), "--connection", address);
        Assert.Equal(2, exit);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mi-platform")]
    [InlineData("poco-store")]
    public async Task The_packs_of_the_house_fit_their_own_databases(string pack)
    {
        using (var shop = SqliteSession.Open(_folder.File("own.db"), SqliteAccess.Create))
            shop.Execute(File.ReadAllText(Repository.File($"packs/{pack}/sqlite/schema.sql")));
        var (exit, output, error) = await CommandLine.RunAsync("packs", "test", Repository.File("packs/" + pack), "--connection", "sqlite:" + _folder.File("own.db"));
        Assert.True(exit == 0, output + error);
    }

    [Fact]
    public async Task The_packs_are_listed()
    {
        var (exit, output, _) = await CommandLine.RunAsync("packs", "list");
        Assert.Equal(0, exit);
        Assert.Matches(@"shopify-export +Shopify \(CSV exports\) +files +source", output);
        Assert.Matches(@"mi-platform .* source, target", output);
    }

    [Theory]
    [InlineData("shop_", "", "In shops of pack small the names of tables are always the same.", "leave --table-prefix out")]
    [InlineData("x; DROP TABLE people", "table_prefix: peo", "'x; DROP TABLE people' cannot begin the name of a table.", "letters, digits")]
    public async Task A_prefix_that_cannot_be_is_refused(string prefix, string ofPack, string message, string hint)
    {
        File.AppendAllText(Path.Combine(_folder.Path, "small", "pack.yaml"), "\n" + ofPack + "\n");
        var (exit, output, error) = await Try("--table-prefix", prefix);
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith($"--table-prefix: error: {message} [plan.table_prefix]\n  hint: {hint}", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<(int Exit, string Output, string Error)> Try(params string[] options) =>
        CommandLine.RunAsync(["packs", "test", Path.Combine(_folder.Path, "small"), "--connection", "sqlite:" + _folder.File("shop.db"), .. options]);

    private void Change(string file, string right, string wrong)
    {
        var path = Path.Combine(_folder.Path, "small", file);
        var text = File.ReadAllText(path);
        Assert.Contains(right, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(right, wrong, StringComparison.Ordinal));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_folder.Path, "small", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
