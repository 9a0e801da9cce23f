using System.Globalization;
using Storefold.Samples.Poco.People;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>What comes after an order: reviews, returns, gift cards, wishes.</summary>
internal sealed class PocoAfterSales(PocoTables tables, Catalogue catalogue, SampleReport report)
{
    private static readonly string[] Bodies =
    [
        "Does what it should.", "Étonnamment bon pour le prix.", "बहुत बढ़िया फ़ोन 👍", "スピードが速い。満足です。", "ממליץ בחום",
        "جيد جدًا",
        "Battery lasts two days; the case arrived scratched.", "Super schnell geliefert – danke!",
        "👨‍👩‍👧‍👦 whole family uses it",
    ];

    private static readonly string[] Reasons = ["Damaged", "Not as shown", "Too large", "Changed their mind"];

    public void WriteAfter(OrderDraft order, Dice dice)
    {
        if (dice.Chance(160)) WriteReview(order, dice);
        if (order.Back != MoneyBack.None && order.Back != MoneyBack.DeliveryOnly) WriteCase(order, dice, done: true);
        else if (dice.Chance(12)) WriteCase(order, dice, done: false);
        if (dice.Chance(20)) WriteGiftCard(order, dice);
    }

    public void WriteWishes(Person person, Dice dice)
    {
        if (person.Guest || !dice.Chance(200)) return;
        var count = 1 + dice.Below(3);
        for (var wish = 0; wish < count; wish++)
        {
            var site = dice.Pick(person.Sites);
            tables.Wishlists.Add(
                N(tables.Wishlists.NextId), T(site), T(person.Key), N(catalogue.PickFor(dice, site).Id),
                N(dice.Between(Math.Max(person.Joined, SampleTime.FirstOrder), SampleTime.Today)));
        }
    }

    private void WriteReview(OrderDraft order, Dice dice)
    {
        var line = dice.Pick(order.Lines);
        var review = tables.Reviews.NextId;
        var state = dice.Below(100) switch { < 88 => "live", < 94 => "queued", < 98 => "refused", _ => "junk" };
        var at = Math.Min(order.Placed + ((10 + dice.Below(30)) * SampleTime.Day),
            SampleTime.Today - SampleTime.Minute);
        var half = dice.Chance(100);
        var stars = string.Create(CultureInfo.InvariantCulture, $"{1 + dice.Below(4)}{(half ? ".5" : "")}");
        tables.Reviews.Add(
            N(review), T(order.Site), N(line.Variant.Id), T(line.Variant.Name),
            T(order.HasCustomer && !order.Person.IsErased ? order.Person.Key : null),
            T(order.Person.IsErased ? "Anonymous" : order.Person.Given + " 🙂"), T(stars), N(5),
            T(dice.Chance(100) ? """[{"name":"screen","value":"5"},{"name":"battery","value":"3"}]""" : null),
            T(dice.Chance(500) ? "Review" : null), T(dice.Pick(Bodies)), T(order.Person.Region.Lang), T(state),
            T("yes"), N(order.Number), N(dice.Below(40)), N(dice.Below(5)), N(at), B(dice.Chance(30)));
        if (dice.Chance(120))
        {
            tables.ReviewMedia.Add(
                N(tables.ReviewMedia.NextId), N(review),
                T(string.Create(CultureInfo.InvariantCulture, $"https://img.po.example/r/{review}.jpg")),
                T(dice.Hex(64)), T("image/jpeg"));
        }

        var replies = dice.Chance(100) ? 1 + dice.Below(2) : 0;
        for (var reply = 0; reply < replies; reply++)
        {
            tables.ReviewReplies.Add(
                N(tables.ReviewReplies.NextId), N(review), T("Shop team"), T("Thank you for telling us."),
                N(at + ((1 + reply) * SampleTime.Hour)));
        }
    }

    private void WriteCase(OrderDraft order, Dice dice, bool done)
    {
        var id = tables.Cases.NextId;
        var late = !done && order.Placed > SampleTime.Today - (60 * SampleTime.Day);
        if (late) report.Plant("open return with a deadline after the close");
        var opened = Math.Min(order.Placed + (9 * SampleTime.Day), SampleTime.Today - SampleTime.Hour);
        var deadline = late ? SampleTime.At(2025, 1, 14, 23, 59, 59) : opened + (30 * SampleTime.Day);
        var state = done ? "done" : late ? "travelling" : "dropped";
        tables.Cases.Add(
            N(id), T(string.Create(CultureInfo.InvariantCulture, $"RMA-{order.Site}-{id}")), T(order.Site),
            T(done || late ? "return" : "question"), N(order.Number), T(order.HasCustomer ? order.Person.Key : null),
            T(state), T(order.Back == MoneyBack.OneLineAsCredit ? "swap" : "money"), T("""["sample"]"""), N(deadline),
            N(opened));
        tables.CaseLines.Add(
            N(tables.CaseLines.NextId), N(id), N(order.Number), N(order.Lines[0].Id), N(1), T(dice.Pick(Reasons)),
            T("opened"));
        tables.CaseMessages.Add(
            N(tables.CaseMessages.NextId), N(id), N(opened), T("customer"), T(dice.Pick(Reasons) + ", please advise."));
        if (done) tables.CaseMessages.Add(N(tables.CaseMessages.NextId), N(id), N(opened + SampleTime.Day), T("shop"),
            T("Received."));
    }

    private void WriteGiftCard(OrderDraft order, Dice dice)
    {
        var id = tables.GiftCards.NextId;
        var face = order.Currency is "INR" ? 100_000L : 2_500;
        var spent = dice.Chance(400) ? dice.Between(1, face + 1) : 0;
        tables.GiftCards.Add(
            N(id), T(order.Site), T("card"), T(string.Create(CultureInfo.InvariantCulture,
                $"GC{dice.Fill("@@@@####")}{id}")),
            T(order.Currency), M(face), M(face - spent), M(0),
            N(dice.Chance(300) ? SampleTime.EndOfDay(order.Placed + (1000 * SampleTime.Day)) : null),
            T(order.HasCustomer && dice.Chance(600) ? order.Person.Key : null), T(order.Person.Email),
            T(spent == face ? "spent" : "active"));
        Entry(id, order.Placed, "issue", face, null);
        if (spent > 0) Entry(id, order.Placed + SampleTime.Hour, "spend", -spent, order.Number);
    }

    private void Entry(long card, long at, string kind, long amount, long? order) =>
        tables.GiftCardEntries.Add(N(tables.GiftCardEntries.NextId), N(card), N(at), T(kind), M(amount), N(order),
            T(null));
}
