using System.Globalization;
using Storefold.Samples.Poco.People;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>Points accounts: one per customer and site, played forward from the customer's orders.</summary>
internal sealed class PocoPoints(PocoTables tables, SampleReport report)
{
    public const string Programme = "poco-points";

    public void Write(Person person, IReadOnlyList<OrderDraft> orders, Dice dice)
    {
        var accounts = 0;
        foreach (var site in person.Sites)
        {
            var bought = orders
                .Where(order => string.Equals(order.Site, site, StringComparison.Ordinal) && order.Counts)
                .OrderBy(order => order.Placed)
                .ToList();
            if (!dice.Chance(bought.Count > 0 ? 900 : 250)) continue;
            WriteAccount(person, site, Play(person, bought, dice), dice);
            accounts++;
        }

        if (accounts > 1) report.Plant("customer with two points accounts");
    }

    private PointsBook Play(Person person, List<OrderDraft> orders, Dice dice)
    {
        var book = new PointsBook();
        Welcome(person, book, dice);
        foreach (var order in orders)
        {
            book.ExpireUntil(order.Placed);
            // Points per whole unit of money; rupees count for a fiftieth.
            var points = Math.Max(1, order.Grand / (order.Currency is "INR" ? 5000 : 100));
            if (order.Paid && book.Balance > 50 && dice.Chance(250))
                book.Spend(order.Placed, dice.Between(10, book.Balance + 1), order.Number);
            Earn(book, order, points, dice);
        }

        // The platform lets points expire by a nightly job: what expires in the last day is still there.
        book.ExpireUntil(SampleTime.Today - SampleTime.Day);
        return book;
    }

    private void Earn(PointsBook book, OrderDraft order, long points, Dice dice)
    {
        var usable = order.Placed + (14 * SampleTime.Day);
        var expires = SampleTime.EndOfDay(order.Placed + (365 * SampleTime.Day));
        if (order.Fate is OrderFate.CancelledAfterPayment) book.EarnNever(order.Placed, points, order.Number);
        else if (!order.Paid) return;
        else if (usable > SampleTime.Today)
        {
            report.Plant("points that wait for the end of the time to send goods back");
            book.EarnLater(order.Placed, points, usable, expires + (14 * SampleTime.Day), order.Number);
        }
        else book.Earn(usable, points, expires, order.Number);

        if (order.Back != MoneyBack.Everything || usable + (2 * SampleTime.Day) > SampleTime.Today) return;
        // Half of them have spent the points before the goods went back.
        if (dice.Chance(order.Person.Staged == Staged.NegativePoints ? 1000 : 500))
            book.Spend(usable + SampleTime.Hour, points, null, "Lucky draw");
        book.Reverse(usable + SampleTime.Day, points, order.Number);
    }

    private void Welcome(Person person, PointsBook book, Dice dice)
    {
        var (expires, kind) = (person.Index % 20) switch
        {
            1 => (SampleTime.LastSecondBeforeFreeze, "lot that expires in the last second before the freeze"),
            5 => (SampleTime.Freeze, "lot that expires at the freeze"),
            9 => (SampleTime.EndOfFreezeDayInLondon, "lot that expires at 23:59:59 local on the freeze day"),
            13 => (SampleTime.Freeze + (9 * SampleTime.Day), "lot that expires inside the minimum validity"),
            _ => (0L, ""),
        };
        if (kind.Length > 0)
        {
            report.Plant(kind);
            book.Earn(Math.Max(person.Joined, SampleTime.FirstOrder), 20 + dice.Below(180), expires, null, "adjusted",
                "Anniversary");
        }
        else if (dice.Chance(300))
        {
            book.Earn(person.Joined, 50,
                dice.Chance(500) ? null : SampleTime.EndOfDay(person.Joined + (730 * SampleTime.Day)), null,
                "adjusted", "Welcome");
        }
    }

    private void WriteAccount(Person person, string site, PointsBook book, Dice dice)
    {
        if (book.Balance < 0) report.Plant("negative balance");
        var account = tables.Accounts.NextId;
        var gold = book.Balance > 1500;
        tables.Accounts.Add(
            N(account), T(person.Key), T(site), T(Programme), N(book.Balance), T(dice.Chance(3) ? "blocked" : "open"),
            T(gold ? "gold" : "basic"), N(gold ? SampleTime.At(2025, 3, 31, 23, 59, 59) : null),
            N(Math.Max(0, book.Balance)));
        foreach (var lot in book.Lots)
        {
            lot.Id = tables.Lots.NextId;
            tables.Lots.Add(
                N(lot.Id), N(account), N(lot.Granted), N(lot.Remaining), N(lot.UsableFrom), N(lot.Expires));
        }

        var seq = 0;
        foreach (var entry in book.Entries.OrderBy(entry => entry.At))
        {
            var id = tables.Entries.NextId;
            var waits = entry.State is "booked" ? entry.At : (long?)null;
            var key = entry.Kind is "earned" ? string.Create(CultureInfo.InvariantCulture, $"earn:{id}") : null;
            tables.Entries.Add(
                N(id), N(account), N(++seq), N(entry.At), N(waits), T(entry.Kind), N(entry.Points), T(entry.State),
                N(entry.UsableFrom), N(entry.Order), N(entry.Lot?.Id), T(entry.Note), T(key));
        }
    }
}
