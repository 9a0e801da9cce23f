using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.DatabaseTests.Journaling;

/// <summary>
/// What a transfer notes goes to the journal many rows at a time, and is asked for many keys at a time: with every answer as if it
/// had gone at once.
/// </summary>
public sealed class What_is_noted_for_a_batch
{
    public static TheoryData<string> Kinds => ["postgres", "mariadb"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_aggregate_is_found_once_however_often_its_key_is_listed(string kind)
    {
        using var journal = new Opened(kind);
        using var map = new IdMap(journal.Session);
        map.Save(ShopModel.Order, 1, Entry("O-1"), isNew: true);
        map.SavePart(IdMap.RowNumber(ShopModel.Order.Parts[0]), 1, Value.Of("O-1"), Value.Of(7), Value.Of(70));

        var found = map.LookAhead(ShopModel.Order, 1, [Value.Of("O-1"), Value.Of("O-2"), Value.Of("O-1")]);
        map.LookAheadParts(IdMap.RowNumber(ShopModel.Order.Parts[0]), 1, [Value.Of("O-1"), Value.Of("O-1")]);

        Assert.Equal(Value.Of("O-1"), Assert.Single(found).SourceKey);
        Assert.Equal((Value.Of(7), Value.Of(70)), Assert.Single(map.Parts(IdMap.RowNumber(ShopModel.Order.Parts[0]), 1, Value.Of("O-1"))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_natural_key_is_kept_once_whether_it_was_fetched_ahead_is_new_or_neither(string kind)
    {
        using var journal = new Opened(kind);
        using var keys = new NaturalKeys(journal.Session);
        keys.Add(Side.Target, "email", "zoe@example.org", Value.Of(1), isNew: true);
        keys.Add(Side.Target, "email", "zoe@example.org", Value.Of(2));
        keys.Add(Side.Target, "email", "zoe@example.org", Value.Of(2));
        keys.LookAhead(Side.Target, "email", ["zoe@example.org", "max@example.org"]);
        keys.Add(Side.Target, "email", "zoe@example.org", Value.Of(2));
        keys.Add(Side.Target, "email", "zoe@example.org", Value.Of(3));
        keys.Add(Side.Target, "email", "max@example.org", Value.Of(4));
        keys.Remove(Side.Target, "email", "zoe@example.org", Value.Of(1));
        keys.Add(Side.Target, "email", "zoe@example.org", Value.Of(1));
        keys.Flush();

        Assert.Equal([Value.Of(1), Value.Of(2), Value.Of(3)], keys.Owners(Side.Target, "email", "zoe@example.org"));
        keys.ForgetAhead();
        Assert.Equal([Value.Of(1), Value.Of(2), Value.Of(3)], keys.Owners(Side.Target, "email", "zoe@example.org"));
        Assert.Equal([Value.Of(4)], keys.Owners(Side.Target, "email", "max@example.org"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_decision_is_found_before_and_after_it_was_sent(string kind)
    {
        using var journal = new Opened(kind);
        using var matches = new MatchBook(journal.Session);
        matches.LookAhead(1, [Value.Of("Z-1"), Value.Of("Z-2")]);
        matches.Add(1, Value.Of("Z-1"), "review", Value.Of(9), "phone", held: true);
        matches.Add(1, Value.Of("Z-2"), "auto", Value.Of(8), "email", held: false);
        matches.Hold(1, Value.Of("Z-1"), Value.Of(70), Value.Of("old@example.org"));
        matches.Hold(1, Value.Of("Z-1"), Value.Of(71), Value.Of("zoe@example.org"));

        Assert.True(matches.Find(1, Value.Of("Z-1"))?.Waits);
        Assert.False(matches.IsHolding(Value.Of(70)));
        Assert.Equal((Value.Of(71), "zoe@example.org"), matches.WhereHeld(1, Value.Of("Z-1")));
        matches.ForgetAhead();
        var sent = matches.Find(1, Value.Of("Z-1"));
        Assert.Equal((1L, Value.Of(9), Holding.Open), (sent!.Id, sent.TargetKey, sent.Held));
        Assert.True(matches.Find(1, Value.Of("Z-2"))?.Merges);

        matches.Release(1, Value.Of("Z-1"));
        Assert.True(matches.WhereHeld(1, Value.Of("Z-1")).TargetKey.IsNull);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_taken_back_is_not_sent_with_the_next_batch(string kind)
    {
        using var journal = new Opened(kind);
        using var matches = new MatchBook(journal.Session);
        using var keys = new NaturalKeys(journal.Session);
        matches.Add(1, Value.Of("Z-1"), "review", Value.Of(9), "phone", held: true);
        matches.Hold(1, Value.Of("Z-1"), Value.Of(70), Value.Null);
        keys.Add(Side.Target, "email", "zoe@example.org", Value.Of(1), isNew: true);

        matches.Discard();
        keys.Discard();

        Assert.Null(matches.Find(1, Value.Of("Z-1")));
        Assert.True(matches.WhereHeld(1, Value.Of("Z-1")).TargetKey.IsNull);
        Assert.Empty(keys.Owners(Side.Target, "email", "zoe@example.org"));
    }

    private static MapEntry Entry(string key) => new()
    {
        SourceKey = Value.Of(key), TargetKey = Value.Of(1), Fate = Fate.Created, Site = "uk", SourceFp = Value.OfBytes([1], 0, 1), ExpectedFp = Value.OfBytes([2], 0, 1),
        Version = 1, MovedAs = Fate.Created,
    };

    /// <summary>A new database with an empty journal.</summary>
    private sealed class Opened : IDisposable
    {
        private readonly TestDatabase _database;

        public Opened(string kind)
        {
            DatabaseServer server = kind is "postgres" ? PostgresServer.Shared : MariaDbServer.Shared;
            _database = server.NewDatabase();
            Session = new Connections().Open(new ConnectionModel(kind, _database.FullAddress, _database.PlanAddress), SessionUse.Write);
            Journal.Prepare(Session);
            Session.BeginWrite();
            Journal.Open(Session, "poco");
        }

        public ISqlSession Session { get; }

        public void Dispose()
        {
            Session.Dispose();
            _database.Dispose();
        }
    }
}
