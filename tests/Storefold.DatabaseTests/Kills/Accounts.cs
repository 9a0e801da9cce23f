using System.Globalization;
using Storefold.Cli;
using Storefold.Cli.Status;
using Storefold.Connectors;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;
using Storefold.Verification;

namespace Storefold.DatabaseTests.Kills;

/// <summary>
/// Whether a fold is whole: by Storefold's own verifier and books, and once more by plain SQL over both shops, which knows nothing
/// of either.
/// </summary>
internal static class Accounts
{
    private static readonly (EntityDef Entity, string Source, string Target)[] Tables =
    [
        (ShopModel.Product, "product_variants", "products"), (ShopModel.Customer, "customers", "customers"), (ShopModel.Order, "orders", "orders"),
        (ShopModel.Shipment, "shipments", "shipments"), (ShopModel.Review, "reviews", "reviews"),
    ];

    /// <summary>Fails with everything that is wrong.</summary>
    public static async Task CheckAsync(Fold fold, ConnectionModel source, ConnectionModel target)
    {
        var verified = await Verifier.RunAsync(fold.Plan, fold.Sources, fold.Target, new Connections(), report: null, CancellationToken.None);
        List<string> wrong = [.. verified.Mismatches.Take(20).Select(mismatch => mismatch.ToString())];
        if (verified.MismatchCount > 0) wrong.Insert(0, $"{verified.MismatchCount} differences");
        var status = StatusReader.Read(fold, new Connections(), TimeProvider.System);
        wrong.AddRange(status.Unexplained.Select(row => $"books: {row}"));
        if (!status.IsSettled) wrong.Add("The status is not settled.");

        using var from = new Connections().Open(source, SessionUse.Read);
        using var to = new Connections().Open(target, SessionUse.Read);
        foreach (var (entity, sourceTable, targetTable) in Tables) Count(from, to, entity, sourceTable, targetTable, wrong);
        Compare(from, to, wrong);
        // Nothing of the sample or of the live shop is bad: what ends there was refused for the sake of a kill.
        foreach (var row in to.Rows("SELECT code, count(*) FROM storefold_quarantine GROUP BY code")) wrong.Add($"{row[1]} rows are in quarantine: {row[0]}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Rows that an unfinished run has done for good; null where there is none.</summary>
    public static long? DurableRows(ConnectionModel target)
    {
        using var session = new Connections().Open(target, SessionUse.Read);
        if (!Journal.Exists(session)) return null;
        var run = session.Scalar("SELECT max(id) FROM storefold_run WHERE finished_at IS NULL");
        return run.IsNull ? null : session.Rows("SELECT value FROM storefold_books WHERE run = ?1 AND section = 'rows'", run)
            .Sum(row => (long)decimal.Parse(row[0].ToString(), CultureInfo.InvariantCulture));
    }

    /// <summary>Rows of the source, by the tables that its pack declares.</summary>
    public static long SourceRows(Fold fold, ConnectionModel source)
    {
        using var session = new Connections().Open(source, SessionUse.Read);
        return SourceCounts.Of(session, fold.Sources[0].Pack).Values.Sum();
    }

    /// <summary>Every row of the source has one fate, and every row of the target is its own or was made for one of the source.</summary>
    private static void Count(ISqlSession from, ISqlSession to, EntityDef entity, string sourceTable, string targetTable, List<string> wrong)
    {
        var (rows, made) = (Number(from, $"SELECT count(*) FROM {sourceTable}"), Number(to, $"SELECT count(*) FROM {targetTable}"));
        var fates = Number(to, "SELECT count(*) FROM storefold_id_map WHERE entity = ?1 AND tombstone = 0", entity);
        var own = Number(to, "SELECT count(*) FROM storefold_own WHERE entity = ?1", entity);
        var created = Number(to, "SELECT count(DISTINCT target_key) FROM storefold_id_map WHERE entity = ?1 AND fate = 1", entity);
        var each = Number(to, "SELECT count(*) FROM storefold_id_map WHERE entity = ?1 AND fate = 1", entity);
        if (rows != fates) wrong.Add($"{entity}: {rows} rows in the source, {fates} have a fate");
        if (each != created) wrong.Add($"{entity}: {each} rows share {created} in the target");
        if (made != own + created) wrong.Add($"{entity}: {made} rows in the target, {own} were its own and {created} were made");
    }

    /// <summary>Values that the live shop changes all the time must be there as they stand at its end.</summary>
    private static void Compare(ISqlSession from, ISqlSession to, List<string> wrong)
    {
        Compare("customers", "id, given_name", "id, first_name", ShopModel.Customer);
        Compare("orders", "id, contact_phone", "id, phone", ShopModel.Order);
        Compare("orders", "id, floor(grand_total * 100 + 0.5)", "id, total_grand", ShopModel.Order);
        Compare("customers", "id, (SELECT count(*) FROM customer_addresses a WHERE a.customer_id = customers.id)",
            "id, (SELECT count(*) FROM customer_addresses a WHERE a.customer_id = customers.id)", ShopModel.Customer);
        Compare("orders", "id, (SELECT count(*) FROM order_lines l WHERE l.order_id = orders.id)",
            "id, (SELECT count(*) FROM order_lines l WHERE l.order_id = orders.id)", ShopModel.Order);
        var numbers = Number(to, "SELECT count(*) - count(DISTINCT number) FROM orders");
        if (numbers != 0) wrong.Add($"{numbers} order numbers twice");

        void Compare(string table, string sourceColumns, string targetColumns, EntityDef entity)
        {
            var map = to.Rows("SELECT [source_key], [target_key] FROM storefold_id_map WHERE entity = ?1 AND fate = 1", Value.Of(entity.Number));
            var (there, here) = (Cells(from, sourceColumns, table), Cells(to, targetColumns, table));
            foreach (var pair in map)
            {
                var (expected, found) = (there.GetValueOrDefault(pair[0].ToString()), here.GetValueOrDefault(pair[1].ToString()));
                if (!string.Equals(expected, found, StringComparison.Ordinal)) wrong.Add($"{entity} {pair[0]}: {sourceColumns} is stale or lost");
            }
        }
    }

    private static Dictionary<string, string> Cells(ISqlSession session, string columns, string table) =>
        session.Rows($"SELECT {columns} FROM {table}").ToDictionary(row => row[0].ToString(), row => Plain(row[1]), StringComparer.Ordinal);

    /// <summary>A number is the same however a database writes it.</summary>
    private static string Plain(Value cell) => decimal.TryParse(cell.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number.ToString("0.######", CultureInfo.InvariantCulture) : cell.ToString();

    private static long Number(ISqlSession session, string sql) => session.Scalar(sql).AsInteger();

    private static long Number(ISqlSession session, string sql, EntityDef entity) => session.Scalar(sql, Value.Of(entity.Number)).AsInteger();
}
