using System.Globalization;
using Storefold.DatabaseTests.Support;

namespace Storefold.DatabaseTests.Folding;

/// <summary>Deadlocks and conflicts on the source's side: what is read or written there is taken back and done again, as on the target.</summary>
public sealed class A_source_that_takes_back_what_was_begun
{
    [Theory]
    [InlineData("frozen")]
    [InlineData("moved")]
    public async Task Points_are_frozen_and_debited_again_and_taken_once(string state)
    {
        using var lab = new PairLab("postgres", "sqlite", customers: 12);
        var before = Number(lab, "SELECT sum(balance) FROM points_accounts");
        // A sequence keeps what it counted when its transaction is taken back.
        lab.SourceShop.Run(
            "CREATE SEQUENCE refusals; CREATE FUNCTION refuse_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS "
            + "'BEGIN IF nextval(''public.refusals'') = 1 THEN RAISE EXCEPTION ''deadlock detected'' USING ERRCODE = ''40P01''; END IF; RETURN NEW; END'; "
            + $"CREATE TRIGGER refuse_once BEFORE UPDATE ON points_accounts FOR EACH ROW WHEN (NEW.state = '{state}' AND OLD.state <> '{state}') "
            + "EXECUTE FUNCTION refuse_once()");

        await lab.TransferAsync();

        var moved = Number(lab, "SELECT count(*) FROM points_accounts WHERE state = 'moved'");
        Assert.True(moved > 0);
        Assert.Equal(moved + 1, Number(lab, "SELECT last_value FROM refusals"));
        Assert.Equal(moved, Number(lab, "SELECT count(*) FROM points_entries WHERE idempotency_key LIKE 'storefold:%'"));
        Assert.Equal(before, Number(lab,
            "SELECT (SELECT sum(balance) FROM points_accounts) - (SELECT sum(points) FROM points_entries WHERE idempotency_key LIKE 'storefold:%')"));
        Assert.True((await lab.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task What_a_conflict_ends_is_read_again()
    {
        using var lab = new PairLab("postgres", "sqlite", customers: 12, special: RareRows.OfZoe);
        // Each session's first look at the orders fails, as it may on a standby. A lock of the session is kept when a transaction is
        // taken back, and may be had where nothing may be written.
        lab.SourceShop.Run(
            "ALTER TABLE orders RENAME TO all_orders; "
            + "CREATE FUNCTION is_seen() RETURNS boolean LANGUAGE plpgsql STABLE AS "
            + "'BEGIN IF EXISTS (SELECT 1 FROM pg_locks WHERE locktype = ''advisory'' AND classid = 77 AND pid = pg_backend_pid()) THEN RETURN true; END IF; "
            + "PERFORM pg_advisory_lock(77, pg_backend_pid()); "
            + "RAISE EXCEPTION ''canceling statement due to conflict with recovery'' USING ERRCODE = ''40001''; END'; "
            + $"CREATE VIEW orders AS SELECT * FROM all_orders WHERE is_seen(); GRANT SELECT ON orders TO {DatabaseServer.User}");

        var result = await lab.TransferAsync();

        Assert.Equal(Number(lab, "SELECT count(*) FROM all_orders"), (long)result.Figures
            .Where(pair => pair.Key is { Section: "rows", Name: "order" }).Sum(pair => pair.Value));
        Assert.True((await lab.VerifyAsync()).IsClean);
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    private static long Number(PairLab lab, string sql) => long.Parse(lab.SourceShop.One(sql), CultureInfo.InvariantCulture);
}
