using NodaTime;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>What a statement says in sentences, to the customer.</summary>
internal sealed class StatementWords(PlanModel plan, IReadOnlyList<SourceSide> sources, TargetSide target)
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["kept_site"] = "It stays in the shop that goes on as before.",
        ["no_site"] = "It belongs to none of the shops that close.",
        ["erased"] = "It was erased on request.",
        ["not_transferred"] = "It came after the last transfer.",
        ["no_loyalty_rule"] = "The plan has no rate for these points.",
        ["reference_to_skipped"] = "It belongs to something that did not move.",
        ["reference_to_erased"] = "It belongs to somebody who was erased on request.",
        ["expired_coupon"] = "The coupon had ended.",
        ["unmappable_coupon"] = "The new shop cannot express the terms of this coupon.",
        ["public_code_not_issued"] = "This code was for everybody and is not issued again.",
        ["code_left_out"] = "The code was left out when its coupon moved.",
    };

    /// <summary>A sentence for a code.</summary>
    public string Why(string code)
    {
        if (Known.TryGetValue(code, out var known)) return known;
        foreach (var source in sources)
        {
            if (source.Pack.Skips.TryGetValue(code, out var sentence)) return Sentence(sentence);
        }

        return target.Pack.CannotHold.FirstOrDefault(rule => string.Equals(rule.Rule, code, StringComparison.Ordinal)) is { } loss
            ? Sentence(loss.Why)
            : $"It could not be carried over exactly ({code.Replace('_', ' ')}), so it is kept aside unchanged until a person decides.";
    }

    /// <summary>What became of an account.</summary>
    public AccountLine Account(StagedRow customer)
    {
        if (customer.Fate == Fate.Erased)
            return new(Outcome.Erased, null, "Your data was erased at your request. This statement says nothing else of you.", null);
        if (!customer.IsMoved) return new(Outcome.NotMoved, customer.Reason, $"Your account did not move. {Why(customer.Reason)}", null);
        if (customer.IsHeld) return Waiting(customer);
        return customer.Fate == Fate.Merged
            ? new(Outcome.Joined, null, $"You had an account in both shops. They are one now: what moved is in your account at {Brand}.", null)
            : new(Outcome.Moved, null, $"Your account has moved to {Brand}, with everything that is listed here as moved.", null);
    }

    /// <summary>Where a customer finds their things: the address of their language, or else the one for all.</summary>
    public string? FindAt(string? siteName, string? locale)
    {
        var site = plan.Sites.FirstOrDefault(site => string.Equals(site.Name, siteName, StringComparison.Ordinal));
        if (site is null || !site.Retires) return null;
        var tags = (locale ?? site.Locales[0]).Split('-', '_');
        var (language, country) = (tags[0].ToLowerInvariant(), tags.Length > 1 ? tags[^1].ToUpperInvariant() : "");
        foreach (var key in new[] { $"{country}/{language}", country, language, "fallback" })
        {
            if (site.TargetAddresses.TryGetValue(key, out var address)) return address;
        }

        return null;
    }

    private string Brand => plan.Notices.TargetBrand is { Length: > 0 } brand ? brand : "the new shop";

    private AccountLine Waiting(StagedRow customer)
    {
        var byProof = customer.Match is "challenge";
        var claim = new ClaimLine(byProof ? "proof" : "support", Until(customer.Site), byProof
            ? $"Sign in or register at {Brand} with the e-mail address of your old account and confirm it: what waits is then added."
            : $"Write to support with your customer number {customer.Owner}: a person looks at it and adds what waits to your account.");
        return new(
            Outcome.Waits, customer.Match ?? "held",
            $"What moved has arrived at {Brand} and waits for you, because it is not certain yet which account there is yours. Nothing is lost.", claim);
    }

    private long? Until(string? site) =>
        site is not null && plan.Timetable?.Find(Milestone.ClaimsEnd)?.At.TryGetValue(site, out Instant end) is true
            ? Clock.ToMicroseconds(end.ToDateTimeOffset())
            : null;

    private static string Sentence(string why) => why.EndsWith('.') ? why : why + ".";
}
