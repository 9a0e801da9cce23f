using Storefold.Connectors.Sqlite;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;
using Storefold.Tests.Support;

namespace Storefold.Tests.Vendure;

/// <summary>
/// A mi-platform with a life of its own before anything is folded into it: large ids, customers of whom many are also
/// customers of the Vendure shop, orders, coupons, products and points. Who is planted, and what the rules say about
/// them, stands in the table <c>planted</c> of a copy beside it.
/// </summary>
internal sealed class MiShop
{
    /// <summary>Own ids are far above what fits into 32 bits.</summary>
    public const long FirstId = 9_000_000_000_001;

    private const string Seen = "2024-10-21T20:00:00.000000Z";
    private const string Verified = "2022-06-01T08:00:00.000000Z";

    // Registered people of the retiring shop, proven and lately active.
    private const string Pool =
        """
        SELECT c.id, c.emailAddress, c.firstName, c.lastName, c.phoneNumber,
            (SELECT min(r.code) FROM address AS a JOIN region AS r ON r.id = a.countryId WHERE a.customerId = c.id)
        FROM customer AS c JOIN user AS u ON u.id = c.userId
        WHERE c.deletedAt IS NULL AND u.verified = 1 AND u.lastLogin > '2023-06-01'
            AND c.emailAddress NOT LIKE '%+%' AND c.phoneNumber <> ''
        """;

    private readonly SqliteSession _mi;
    private readonly SqliteSession _vendure;
    private readonly SqliteSession _notes;
    private long _id = FirstId;

    private MiShop(SqliteSession mi, SqliteSession vendure, SqliteSession notes)
    {
        _mi = mi;
        _vendure = vendure;
        _notes = notes;
    }

    /// <summary>Makes the shop, and the copy of it that the tests compare with.</summary>
    public static void Make(string path, string copy, string vendure)
    {
        var notes = path + ".notes";
        using (var mi = SqliteSession.Open(path, SqliteAccess.Create))
        using (var source = SqliteSession.Open(vendure, SqliteAccess.ReadOnly))
        using (var planted = SqliteSession.Open(notes, SqliteAccess.Create))
        {
            mi.Execute(File.ReadAllText(Repository.File("packs/mi-platform/sqlite/schema.sql")));
            planted.Execute("CREATE TABLE planted(customer INTEGER PRIMARY KEY, mi INTEGER, what TEXT, kind TEXT)");
            mi.BeginWrite();
            planted.BeginWrite();
            new MiShop(mi, source, planted).Fill();
            mi.Commit();
            planted.Commit();
        }

        File.Copy(path, copy);
        using var both = SqliteSession.Open(copy, SqliteAccess.ReadWrite);
        both.Execute($"ATTACH '{notes}' AS notes; CREATE TABLE planted AS SELECT * FROM notes.planted");
    }

    private void Fill()
    {
        Plant();
        for (var number = 1; number <= 20; number++)
            Customer($"own{number}@mi.example", "Mi", $"Kunde {number}", $"+4930123{number:000}");
        Products();
        Coupons();
        Orders();
        Points();
    }

    private void Plant()
    {
        var pool = new Queue<string[]>(Rows(Pool + " AND c.emailAddress NOT LIKE '%@xn--%' ORDER BY c.id"));
        foreach (var _ in Enumerable.Range(0, 14)) Twin(pool.Dequeue(), "same person", "auto");
        foreach (var _ in Enumerable.Range(0, 8)) Twin(pool.Dequeue(), "not verified", "challenge", verified: null);
        foreach (var _ in Enumerable.Range(0, 5))
            Twin(pool.Dequeue(), "other name", "review", name: ("Somebody", "Else"));
        foreach (var _ in Enumerable.Range(0, 5))
        {
            var tagged = pool.Dequeue();
            Twin(tagged, "plus-tag", "review", email: tagged[1].Replace("@", "+mi@", StringComparison.Ordinal));
        }

        foreach (var number in Enumerable.Range(0, 2))
            Twin(pool.Dequeue(), "same phone only", "challenge", email: $"phone{number}@mi.example", phone: true);
        var upper = pool.Dequeue();
        Twin(upper, "other case", "review", email: char.ToUpperInvariant(upper[1][0]) + upper[1][1..]);
        Twin(pool.Dequeue(), "works there", "review", staff: true);
        Twin(pool.Dequeue(), "blocked there", "never", status: "disabled");
        Twin(pool.Dequeue(), "other country", "review", country: "BR");
        Twin(pool.Dequeue(), "proven later than last seen", "challenge", verified: Seen);
        var cyrillic = Rows(Pool + " AND c.emailAddress LIKE 'o%' ORDER BY c.id DESC LIMIT 1")[0];
        Twin(cyrillic, "look-alike letters", "never", email: "о" + cyrillic[1][1..]);
        var idn = Rows(Pool + " AND c.emailAddress LIKE '%@xn--mller-kva.example' ORDER BY c.id LIMIT 1")[0];
        Twin(idn, "domain in its own letters", "auto",
            email: idn[1].Replace("xn--mller-kva", "müller", StringComparison.Ordinal));
        var twice = pool.Dequeue();
        Twin(twice, "two candidates", "review");
        Customer("household@mi.example", twice[2], twice[3], twice[4]);
        foreach (var dormant in Rows(Pool.Replace("> '2023-06-01'", "< '2023-04-21'", StringComparison.Ordinal) + " LIMIT 2"))
            Twin(dormant, "dormant", "review");
        foreach (var guest in Rows(
            "SELECT id, emailAddress, firstName, lastName, phoneNumber, NULL FROM customer "
            + "WHERE userId IS NULL AND deletedAt IS NULL ORDER BY id LIMIT 4"))
        {
            Twin(guest, "guest", "challenge");
        }

        Twin(
            Rows("SELECT id, emailAddress, firstName, lastName, phoneNumber, NULL FROM customer WHERE deletedAt IS NOT NULL")[0],
            "deleted in the old shop", "none");
    }

    private void Twin(
        string[] person, string what, string kind, string? email = null, string? verified = Verified,
        (string First, string Last)? name = null, bool phone = false, bool staff = false, string status = "active",
        string? country = null)
    {
        var (first, last) = name ?? (person[2], person[3]);
        var id = Customer(email ?? person[1], first, last, phone ? person[4] : null, verified, staff, status);
        if (country is not null || (kind is "auto" && person[5] is not "NULL"))
        {
            Run(
                "INSERT INTO customer_addresses(id, customer_id, position, full_name, line1, country) VALUES (?1, ?2, 0, ?3, 'Mi Street 1', ?4)",
                Next(), id, Value.Of(first + " " + last), Value.Of(country ?? person[5]));
        }

        _notes.Run(
            "INSERT INTO planted VALUES (?1, ?2, ?3, ?4)", Value.Of(long.Parse(person[0])), id, Value.Of(what), Value.Of(kind));
    }

    private Value Customer(
        string email, string first, string last, string? phone, string? verified = Verified, bool staff = false, string status = "active")
    {
        var id = Next();
        Run(
            "INSERT INTO customers(id, kind, email, email_verified_at, phone, first_name, last_name, status, created_at, last_login_at, is_staff) "
            + $"VALUES (?1, 'registered', ?2, ?3, ?4, ?5, ?6, ?7, '{Verified}', '{Seen}', ?8)",
            id, Value.Of(email), Value.Of(verified), Value.Of(phone), Value.Of(first), Value.Of(last), Value.Of(status), Value.Of(staff));
        Run("INSERT INTO customer_credentials(id, customer_id, scheme, encoded) VALUES (?1, ?2, 'bcrypt', '$2b$12$mi')", Next(), id);
        return id;
    }

    private void Products()
    {
        var shared = Rows("SELECT sku FROM product_variant WHERE deletedAt IS NULL ORDER BY id LIMIT 12");
        foreach (var sku in shared.Select(row => row[0]).Append("404.038.96").Append("MI-1").Append("MI-2"))
            Run("INSERT INTO products(id, sku, title, status) VALUES (?1, ?2, 'Mi ' || ?2, 'live')", Next(), Value.Of(sku));
    }

    private void Coupons()
    {
        Coupon("welcome10", "'percent', '15', NULL, 1", uses: 3);
        Coupon("POCO5", "'fixed_cart', '5', 2000, NULL", uses: 2);
        Coupon("MI-SPRING", "'percent', '20', NULL, NULL", uses: 1);
    }

    private void Coupon(string code, string terms, int uses)
    {
        var (coupon, number) = (Next(), Next());
        Run(
            "INSERT INTO coupons(id, title, type, value, min_spend, limit_per_customer, is_stackable, origin, is_active, is_mappable) "
            + $"VALUES (?1, 'Mi', {terms}, 1, 'marketing', 1, 1)",
            coupon);
        Run(
            "INSERT INTO coupon_codes(id, coupon_id, code, used_count) VALUES (?1, ?2, ?3, ?4)", number, coupon, Value.Of(code), Value.Of(uses));
        for (var use = 0; use < uses; use++)
        {
            Run(
                "INSERT INTO coupon_uses(id, coupon_id, position, code_id, customer_id, amount, currency, at) "
                + $"VALUES (?1, ?2, ?3, ?4, {FirstId}, 100, 'EUR', '{Seen}')",
                Next(), coupon, Value.Of(use), number);
        }
    }

    private void Orders()
    {
        var clash = Rows("SELECT code FROM \"order\" WHERE orderPlacedAt IS NOT NULL ORDER BY id LIMIT 1 OFFSET 4")[0][0];
        foreach (var number in Enumerable.Range(1, 11).Select(n => $"MI-{n:0000}").Append(clash))
        {
            var order = Next();
            Run(
                "INSERT INTO orders(id, number, customer_id, placed_at, currency, total_grand, placement) "
                + $"VALUES (?1, ?2, {FirstId}, '{Seen}', 'USD', 1000, 'confirmed')",
                order, Value.Of(number));
            Run("INSERT INTO order_lines(id, order_id, kind, qty, line_gross) VALUES (?1, ?2, 'goods', '1', 1000)", Next(), order);
            Run("INSERT INTO order_payments(id, order_id, kind, amount, state) VALUES (?1, ?2, 'capture', 1000, 'settled')", Next(), order);
        }
    }

    private void Points()
    {
        var account = Next();
        Run($"INSERT INTO points_accounts(id, programme, customer_id, balance, state) VALUES (?1, 'mi-points', {FirstId}, 70, 'open')", account);
        Run(
            "INSERT INTO points_entries(id, account_id, at, type, points, status) "
            + $"VALUES (?1, ?2, '{Seen}', 'earn', 70, 'posted')",
            Next(), account);
    }

    private Value Next()
    {
        _id += 7;
        return Value.Of(_id - 7);
    }

    private void Run(string sql, params Value[] values) => _mi.Run(sql, values);

    private List<string[]> Rows(string sql) => Sql.Rows(_vendure, sql);
}
