using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>
/// Everything that belongs to a customer, in temporary tables of the target's session, so that the database sorts it by
/// customer and joins it with the journal in one ordered stream. Platforms keep things by their own keys, not by customer;
/// asking for each customer's would be a query per customer and kind.
/// </summary>
internal sealed class StatementStage : IDisposable
{
    private const string Drop = """
        DROP TABLE IF EXISTS stage_statement;
        DROP TABLE IF EXISTS stage_statement_owner;
        DROP TABLE IF EXISTS stage_statement_via;
        """;

    // The index too: once rows are read from a snapshot, servers let nothing be made, or end the snapshot with it.
    private const string Make = """
        CREATE TEMPORARY TABLE stage_statement(
          source {int}, owner {key}, kind {int}, parent {key}, part {key}, old {text}, extra {text}, amount {text});
        CREATE TEMPORARY TABLE stage_statement_owner(source {int}, order_key {key}, owner {key}, PRIMARY KEY(source, order_key));
        CREATE TEMPORARY TABLE stage_statement_via(source {int}, order_key {key}, kind {int}, parent {key}, extra {text});
        CREATE INDEX stage_statement_order ON stage_statement(source, owner, kind, parent, part);
        """;

    private readonly ISqlSession _session;
    private readonly ISqlStatement _add;
    private readonly ISqlStatement _addOwner;
    private readonly ISqlStatement _addVia;

    /// <summary>Makes the tables.</summary>
    public StatementStage(ISqlSession session)
    {
        _session = session;
        session.Execute(Drop + JournalSchema.Render(Make, session.Sql));
        _add = session.PrepareJournal(
            "INSERT INTO stage_statement(source, owner, kind, parent, part, old, extra, amount) VALUES (?1, ?2k, ?3, ?4k, ?5k, ?6, ?7, ?8)");
        _addOwner = session.PrepareAddNew("stage_statement_owner", "source, [order_key], [owner]");
        _addVia = session.PrepareJournal("INSERT INTO stage_statement_via(source, order_key, kind, parent, extra) VALUES (?1, ?2k, ?3, ?4k, ?5)");
    }

    /// <summary>Something of a customer.</summary>
    public void Add(SourceSide source, in Value owner, EntityDef kind, in Value parent, in Value part, string? old, string? extra, string? amount)
    {
        Value[] row =
        [
            Value.Of(source.Number), owner, Value.Of(kind.Number), parent, part, Value.Of(JournalText.Visible(old)), Value.Of(JournalText.Visible(extra)),
            Value.Of(amount),
        ];
        Run(_add, row);
        if (kind == ShopModel.Order) Run(_addOwner, [row[0], parent, owner]);
    }

    /// <summary>Something of whoever placed an order.</summary>
    public void AddVia(SourceSide source, in Value order, EntityDef kind, in Value key, string? extra) =>
        Run(_addVia, [Value.Of(source.Number), order, Value.Of(kind.Number), key, Value.Of(JournalText.Visible(extra))]);

    /// <summary>Finds the owners of what came with an order, once all orders are there. A thing of two orders counts once.</summary>
    public void Settle() => _session.Execute(
        "INSERT INTO stage_statement(source, owner, kind, parent, part, extra) "
        + "SELECT DISTINCT v.source, o.owner, v.kind, v.parent, v.parent, v.extra FROM stage_statement_via v "
        + "JOIN stage_statement_owner o ON o.source = v.source AND o.order_key = v.order_key");

    /// <summary>Begins a snapshot in which the rows can be read.</summary>
    public void Begin() => _session.BeginSnapshot();

    /// <summary>Ends it.</summary>
    public void End() => _session.Rollback();

    /// <summary>All rows by source, customer and kind, the customer's own first. Only in a snapshot.</summary>
    public IEnumerable<StagedRow> Rows()
    {
        var code = IdMap.RowNumber(ShopModel.Coupon.Parts[ShopModel.Coupon.PartIndex("code")]);
        using var rows = _session.ScanJournal(
            $"SELECT {StagedRow.Columns} FROM stage_statement s "
            + "LEFT JOIN storefold_id_map m ON m.entity = s.kind AND m.source = s.source AND m.source_key = s.parent "
            + $"LEFT JOIN storefold_part_map p ON s.kind = {ShopModel.Coupon.Number} AND p.row = {code} AND p.source = s.source "
            + "AND p.parent_key = s.parent AND p.part_key = s.part "
            + $"LEFT JOIN storefold_alias a ON a.kind = CASE s.kind WHEN {ShopModel.Order.Number} THEN '{OrderProjection.Alias}' "
            + $"WHEN {ShopModel.Coupon.Number} THEN '{CouponProjection.Alias}' END AND a.source = s.source AND a.source_key = s.part AND a.old = s.old "
            + $"LEFT JOIN storefold_points o ON s.kind = {ShopModel.Loyalty.Number} AND o.source = s.source AND o.account = s.parent "
            + $"LEFT JOIN storefold_holding h ON s.kind = {ShopModel.Customer.Number} AND h.source = s.source AND h.source_key = s.owner "
            + $"LEFT JOIN storefold_match c ON s.kind = {ShopModel.Customer.Number} AND c.source = s.source AND c.source_key = s.owner "
            + "ORDER BY s.source, s.owner, s.kind, s.parent, s.part");
        while (rows.Step()) yield return StagedRow.Read(rows, new Arena());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in new[] { _add, _addOwner, _addVia }) statement.Dispose();
        _session.Execute(Drop);
    }

    private static void Run(ISqlStatement statement, Value[] row)
    {
        statement.BindAll(row);
        statement.Step();
        statement.Reset();
    }
}
