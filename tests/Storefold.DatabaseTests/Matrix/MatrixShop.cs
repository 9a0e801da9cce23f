using System.Globalization;
using Storefold.DatabaseTests.Support;

namespace Storefold.DatabaseTests.Matrix;

/// <summary>One shop of a pair: its address in the plan, and what its administrator sees. Exports have no database.</summary>
internal sealed class MatrixShop(string address, ShopDatabase? database, IReadOnlyList<string[]>? orders = null) : IDisposable
{
    /// <summary>Its address as a plan writes it.</summary>
    public string Address => address;

    private ShopDatabase Database => database ?? throw new InvalidOperationException("An export is no database.");

    /// <summary>What was ordered: orders and the sum of their totals, by currency.</summary>
    public Dictionary<string, (long Orders, decimal Total)> Ordered(Platform platform) => (orders ?? Database.Ask(platform.Orders)).ToDictionary(
        row => row[0].ToUpperInvariant(),
        row => (long.Parse(row[1], CultureInfo.InvariantCulture), decimal.Parse(row[2], CultureInfo.InvariantCulture) / platform.Scale),
        StringComparer.Ordinal);

    /// <summary>Every row of every table but Storefold's own, as its own client shows it.</summary>
    public Dictionary<string, List<string>> Rows() => Tables().ToDictionary(
        table => table, table => Database.Ask("SELECT * FROM " + Quoted(table)).Select(cells => string.Join('\t', cells)).Order(StringComparer.Ordinal).ToList(),
        StringComparer.Ordinal);

    /// <summary>Runs a script as the shop's own program would.</summary>
    public void Run(string script) => Database.Run(script);

    /// <summary>The rows of a query.</summary>
    public IReadOnlyList<string[]> Ask(string sql) => Database.Ask(sql);

    /// <summary>The only cell of a query in its own database.</summary>
    public string One(string sql) => Database.One(sql);

    public void Dispose() => database?.Dispose();

    private IEnumerable<string> Tables() => Database.Ask(Database.Kind switch
    {
        "sqlite" => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        "postgres" => "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
        _ => "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE'",
    }).Select(row => row[0]).Where(table => !table.StartsWith("storefold_", StringComparison.Ordinal));

    private string Quoted(string table) => Database.Kind is "mariadb" ? $"`{table}`" : $"\"{table}\"";
}
