using System.Globalization;
using NodaTime;
using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Rehearsing;
using Storefold.Shop;

namespace Storefold.DatabaseTests.Kills;

/// <summary>
/// The source's shop as it lives on while it is folded: customers, addresses and orders come and change all the time, on a
/// thread and a connection of its own. Seeded; what it does when depends on the machine.
/// </summary>
internal sealed class LiveShop : IDisposable
{
    private static readonly Instant Now = Instant.FromDateTimeOffset(FixedClock.Instance.GetUtcNow());
    private static readonly string[] Scripts = ["order", "order", "send", "parcel", "refund", "return", "burn", "callback"];

    private readonly ConnectionModel _connection;
    private readonly TrafficScripts _traffic;
    private readonly Random _random;
    private readonly Thread _thread;
    private readonly List<Value> _customers = [];
    private readonly List<Value> _orders = [];
    private ISqlSession? _session;
    private volatile bool _isOver;
    private Exception? _fault;
    private int _ordinal;
    private int _deleted;

    public LiveShop(SourceSide source, ConnectionModel connection, int seed)
    {
        _connection = connection;
        _traffic = new TrafficScripts(source.Pack, source.Codec);
        _random = new Random(seed);
        _thread = new Thread(Live) { IsBackground = true, Name = "live shop" };
        _thread.Start();
    }

    /// <summary>Changes that were committed.</summary>
    public int Changes { get; private set; }

    /// <summary>More rows than these it has not deleted.</summary>
    public int MostDeleted { get; private set; }

    /// <summary>Ends it. A fault of its own is a fault of the test.</summary>
    public void Stop()
    {
        _isOver = true;
        _thread.Join();
        if (_fault is not null) throw new InvalidOperationException("The live shop failed: " + _fault.Message, _fault);
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void Live()
    {
        try
        {
            while (!_isOver)
            {
                Act();
                Thread.Sleep(_random.Next(2, 30));
            }
        }
        catch (Exception fault)
        {
            _fault = fault;
        }

        _session?.Dispose();
    }

    private void Act()
    {
        try
        {
            _session ??= Open();
            _session.BeginWrite();
            for (var left = _random.Next(1, 4); left > 0; left--) Change(_session);
            _session.Commit();
            Changes++;
        }
        catch (StoreException refused) when (refused.IsConstraint || refused.IsTakenBack)
        {
            // The platform refuses to spend points of an account that is frozen.
            _session!.Rollback();
        }
        catch (StoreException lost) when (lost.IsTransient)
        {
            // Its server was killed too: a shop connects again.
            _session?.Dispose();
            _session = null;
            Thread.Sleep(50);
        }
    }

    private ISqlSession Open()
    {
        var session = new Connections().Open(_connection, SessionUse.Write);
        Fill(_customers, session.Rows("SELECT id FROM customers WHERE state <> 'erased' ORDER BY id"));
        Fill(_orders, session.Rows("SELECT id FROM orders ORDER BY id"));
        return session;
    }

    private static void Fill(List<Value> keys, IEnumerable<Value[]> rows)
    {
        keys.Clear();
        keys.AddRange(rows.Select(row => row[0]));
    }

    private void Change(ISqlSession session)
    {
        var number = (_ordinal++).ToString("D5", CultureInfo.InvariantCulture);
        var text = Value.Of("Live " + number);
        switch (_random.Next(12))
        {
            case 0 or 1:
                session.Run("UPDATE customers SET given_name = ?2 WHERE id = ?1", Any(_customers), text);
                break;
            case 2 or 3:
                session.Run("UPDATE orders SET contact_phone = ?2 WHERE id = ?1", Any(_orders), text);
                break;
            case 4:
                MostDeleted++; // it may go again with those below
                session.Run(
                    "INSERT INTO customer_addresses (customer_id, label, ship_here, bill_here, addressee, street, town, postcode, country) "
                    + "VALUES (?1, 'other', false, false, ?2, 'Lane 1', 'Town', '1', 'GB')", Any(_customers), text);
                break;
            case 5:
                session.Run("UPDATE customer_addresses SET street = ?2 WHERE customer_id = ?1", Any(_customers), text);
                break;
            case 6:
                session.Run("DELETE FROM customer_addresses WHERE customer_id = ?1 AND street = 'Lane 1'", Any(_customers));
                break;
            case 7:
                Join(session, (_random.Next(2) == 0 ? "A-" : "X-") + number, "live" + number + "@shop.example");
                break;
            case 8 when _deleted < 2:
                _deleted++;
                MostDeleted++;
                var wishes = session.Rows("SELECT id FROM wishlists ORDER BY id");
                if (wishes.Count > 0) session.Run("DELETE FROM wishlists WHERE id = ?1", wishes[_random.Next(wishes.Count)][0]);
                break;
            default:
                var channel = _random.Next(3) switch { 0 => "uk", 1 => "global", _ => "in" };
                _traffic.Run(session, Scripts[_random.Next(Scripts.Length)], channel, _ordinal, Now);
                break;
        }
    }

    /// <summary>Keys before and behind all others: what comes behind a sweep, and what it still meets.</summary>
    private void Join(ISqlSession session, string id, string email)
    {
        session.Run(
            "INSERT INTO customers (id, kind, email, given_name, family_name, state, is_employee, joined_ms) "
            + "VALUES (?1, 'member', ?2, 'Lee', 'Live', 'active', false, 1729501200000)", Value.Of(id), Value.Of(email));
        session.Run("INSERT INTO customer_sites (customer_id, site) VALUES (?1, ?2)", Value.Of(id), Value.Of(_random.Next(2) == 0 ? "uk" : "global"));
    }

    private Value Any(List<Value> keys) => keys[_random.Next(keys.Count)];
}
