namespace Storefold.DatabaseTests.Folding;

/// <summary>A target whose owner added constraints and triggers: they refuse single rows, wherever and however they are checked.</summary>
public sealed class What_a_shop_adds_to_its_tables
{
    // Two orders that were checked out together, and one alone.
    private const string Pair = "UPDATE orders SET checkout_ref = 'TOGETHER' WHERE id IN (SELECT id FROM orders WHERE site = 'uk' ORDER BY id LIMIT 2)";

    [Theory]
    [InlineData("UNIQUE (group_ref) DEFERRABLE INITIALLY DEFERRED")]
    [InlineData("UNIQUE (group_ref) DEFERRABLE INITIALLY IMMEDIATE")]
    [InlineData("UNIQUE (group_ref)")]
    public async Task A_constraint_that_waits_for_the_commit_refuses_the_row_and_not_the_run(string constraint)
    {
        using var lab = new PairLab("sqlite", "postgres", customers: 30, special: "UPDATE orders SET checkout_ref = NULL;" + Pair);
        lab.TargetShop.Run($"UPDATE orders SET group_ref = NULL; ALTER TABLE orders ADD CONSTRAINT alone {constraint}");

        var dry = await lab.TransferAsync(dryRun: true);
        var real = await lab.TransferAsync();

        Assert.Equal(dry.Written, real.Written);
        Assert.Equal("1", lab.TargetShop.One("SELECT count(*) FROM orders WHERE group_ref = 'TOGETHER'"));
        Assert.Equal("1", lab.TargetShop.One("SELECT count(*) FROM storefold_quarantine WHERE code = 'target_refused' AND entity = 4 AND detail LIKE '%alone%'"));
        Assert.True((await lab.VerifyAsync()).IsClean);
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task What_such_a_constraint_allows_for_a_while_is_allowed_in_every_part_of_a_batch()
    {
        const string Empty = """
            INSERT INTO orders (id, number, site, contact_email, placed_ms, currency, base_rate, lang, grand_total, state, money_state)
            VALUES (800001, 'EMPTY-1', 'uk', 'x@bad.example', 1719835200000, 'GBP', '1.17', 'en-GB', '12.00', 'placed', 'settled')
            """;
        using var lab = new PairLab("sqlite", "postgres", customers: 30, special: Empty);
        // An order must have a line, which is written after it.
        lab.TargetShop.Run("""
            CREATE TABLE filled(order_id bigint PRIMARY KEY);
            GRANT ALL ON filled TO PUBLIC;
            INSERT INTO filled SELECT id FROM orders;
            CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN INSERT INTO filled VALUES (NEW.order_id) ON CONFLICT DO NOTHING; RETURN NEW; END $$;
            CREATE TRIGGER fill AFTER INSERT ON order_lines FOR EACH ROW EXECUTE FUNCTION fill();
            ALTER TABLE orders ADD CONSTRAINT has_a_line FOREIGN KEY (id) REFERENCES filled (order_id) DEFERRABLE INITIALLY DEFERRED
            """);
        var own = lab.TargetShop.One("SELECT count(*) FROM orders");

        await lab.TransferAsync();

        Assert.Equal("800001", lab.TargetShop.One(
            "SELECT raw::json ->> 'key' FROM storefold_quarantine WHERE code = 'target_refused' AND entity = 4 AND detail LIKE '%has_a_line%'"));
        Assert.True(int.Parse(lab.TargetShop.One("SELECT count(*) FROM orders"), System.Globalization.CultureInfo.InvariantCulture)
            > 20 + int.Parse(own, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True((await lab.VerifyAsync()).IsClean);
    }

    [Theory]
    [InlineData("postgres", """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.email = 'blocked@bad.example' THEN RAISE EXCEPTION 'blocked person: % %', NEW.first_name, NEW.email; END IF; RETURN NEW; END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION refuse()
        """, "[P0001]")]
    [InlineData("mariadb", """
        DELIMITER //
        CREATE TRIGGER refuse BEFORE INSERT ON customers FOR EACH ROW BEGIN
            DECLARE said TEXT DEFAULT concat('blocked person: ', NEW.first_name, ' ', NEW.email);
            IF NEW.email = 'blocked@bad.example' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = said; END IF; END//
        """, "[1644]")]
    [InlineData("sqlite", """
        CREATE TRIGGER refuse BEFORE INSERT ON customers WHEN NEW.email = 'blocked@bad.example'
            BEGIN SELECT RAISE(ABORT, 'blocked person: blocked@bad.example'); END
        """, "a trigger")]
    public async Task What_a_trigger_says_of_a_person_is_shown_nowhere(string kind, string trigger, string code)
    {
        const string Blocked = """
            INSERT INTO customers (id, kind, email, given_name, family_name, lang, segments, state, joined_ms)
            VALUES ('B-1', 'member', 'blocked@bad.example', 'Jürgen', 'Yılmaz', 'en-GB', '[]', 'active', 1690000000000);
            INSERT INTO customer_sites (customer_id, site) VALUES ('B-1', 'uk')
            """;
        using var lab = new PairLab("sqlite", kind, customers: 5, special: Blocked);
        if (kind is "sqlite") lab.TargetShop.Run(trigger);
        else lab.TargetShop.Database.Execute(trigger);

        var (exit, output, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);

        Assert.True(exit == 0, output + error);
        var detail = lab.TargetShop.One("SELECT detail FROM storefold_quarantine WHERE code = 'target_refused'");
        Assert.Contains("a trigger of the shop refused it", detail, StringComparison.Ordinal);
        Assert.Contains(code, detail, StringComparison.Ordinal);
        foreach (var said in new[] { output, error, detail })
        {
            Assert.DoesNotContain("Jürgen", said, StringComparison.Ordinal);
            Assert.DoesNotContain("bad.example", said, StringComparison.Ordinal);
        }
    }
}
