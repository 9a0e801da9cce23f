using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Matching;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Cli.Deciding;

/// <summary>A decision as it is shown to a person; addresses are masked.</summary>
/// <param name="Id">Number that it is named by.</param>
/// <param name="Kind"><c>challenge</c> or <c>review</c>.</param>
/// <param name="Customer">The retiring account, as source and key.</param>
/// <param name="Email">Its masked address.</param>
/// <param name="Candidates">Accounts of the target that come into question: key and masked address.</param>
/// <param name="Reasons">Reason codes.</param>
/// <param name="Choice">What a person chose already, or null.</param>
internal sealed record OpenDecision(
    long Id, string Kind, string Customer, string Email, IReadOnlyList<(string Key, string Email)> Candidates, IReadOnlyList<string> Reasons,
    string? Choice);

/// <summary>A merge that was carried out.</summary>
/// <param name="Id">Number of its decision.</param>
/// <param name="Decided"><c>auto</c>, or <c>merge</c> where a person decided.</param>
/// <param name="Customer">The retiring account, as source and key.</param>
/// <param name="Target">Key of the account that it joined.</param>
/// <param name="Email">Masked address of that account.</param>
internal sealed record MergedAccount(long Id, string Decided, string Customer, string Target, string Email);

/// <summary>What a decision came to: a sentence, and the exit code that it ends with.</summary>
internal sealed record DecisionAnswer(int ExitCode, string Text, string? Hint = null);

/// <summary>
/// Where people decide what the matcher must not. Each call is made inside one write transaction on the target, so two
/// people cannot decide the same thing at once; the next transfer carries it out.
/// </summary>
internal sealed class DecisionDesk(FoldContext context, Journal journal, string by, DateTimeOffset now)
{
    private const int PageSize = 500;

    /// <summary>What waits, and what was decided and is not carried out yet.</summary>
    public IReadOnlyList<OpenDecision> Open() =>
        [.. context.Matches.All().Where(entry => entry.Waits || entry.IsDue).Select(Describe)];

    /// <summary>Merges that were carried out, automatic ones included: each can be taken back.</summary>
    public IEnumerable<MergedAccount> Merged()
    {
        foreach (var page in context.Matches.All().Where(IsCarriedOut).Where(entry => entry.Merges).Chunk(PageSize))
        {
            var emails = context.TargetReader(ShopModel.Customer).ReadKeys([.. page.Select(entry => entry.TargetKey).Distinct()])
                .ToDictionary(customer => customer.Key, customer => EmailMask.Of(customer["email"].AsText()));
            foreach (var entry in page)
            {
                yield return new MergedAccount(
                    entry.Id, entry.Choice ?? entry.Kind, NameOf(entry), entry.TargetKey.ToString(), emails.GetValueOrDefault(entry.TargetKey, "-"));
            }
        }
    }

    /// <summary>The customer joins an account of the target.</summary>
    /// <param name="id">The decision.</param>
    /// <param name="into">Key that the person named; null for the matcher's candidate.</param>
    public DecisionAnswer Merge(long id, string? into)
    {
        if (Refusal(id, entry => entry.Choice is "separate", out var entry) is { } refusal) return refusal;
        var target = into is null ? context.Matches.Candidate(id) : Key(context.Target.Pack, into);
        if (target.IsNull)
        {
            return into is null
                ? new DecisionAnswer(ExitCode.BadInput, $"decision {id} has no single candidate",
                    "name the account: --into KEY; storefold decide PLAN lists who comes into question")
                : NoAccount(into);
        }

        if (context.TargetReader(ShopModel.Customer).ReadKeys([target]).Count == 0) return NoAccount(target.ToString());
        if (context.Matches.IsHolding(target))
            return new DecisionAnswer(ExitCode.BadInput, $"customer {target} of the target is a holding account itself", "name an account that does not wait");
        return Note(entry, "merge", into is null ? Value.Null : target, $"Decision {id}: the account joins customer {target} of the target.");
    }

    /// <summary>
    /// The customer stays an account of its own, or becomes one again: a merge that was carried out, by a rule or by a person's
    /// word, is taken back by the next transfer.
    /// </summary>
    public DecisionAnswer Separate(long id)
    {
        if (Refusal(id, entry => entry.Merges, out var entry) is { } refusal) return refusal;
        if (!IsMerged(entry, out var merged)) return Note(entry, "separate", Value.Null, $"Decision {id}: the account stays one of its own.");
        if (IsCarriedOut(entry)) journal.Log(now, "merge_taken_back", $"match/{id}", merged.ToString(), null);
        return Note(entry, "separate", Value.Null, $"Decision {id}: the account leaves customer {merged} of the target and gets one of its own.");
    }

    /// <summary>Back to waiting; where a decision was carried out before, back to what stands.</summary>
    public DecisionAnswer Undo(long id)
    {
        if (Refusal(id, _ => false, out var entry) is { } refusal) return refusal;
        if (entry.Choice is null) return new DecisionAnswer(ExitCode.No, $"decision {id} waits already: nobody has decided it");
        var (text, held) = ($"Decision {id} waits again.", context.Matches.WhereHeld(entry.Source, entry.SourceKey).TargetKey);
        if (IsMerged(entry, out var merged))
        {
            context.Matches.Decide(entry, "merge", merged, by, now, Holding.No);
            text = $"Decision {id}: the account stays merged.";
        }
        else if (entry.Kind is "auto" || (held.IsNull && !merged.IsNull))
        {
            context.Matches.Decide(entry, "separate", Value.Null, by, now, held.IsNull ? Holding.No : Holding.AddressTaken);
            text = $"Decision {id}: the account stays one of its own.";
        }
        else
        {
            context.Matches.Decide(entry, null, Value.Null, by, now);
        }

        journal.Log(now, "decision_undone", $"match/{id}", entry.Choice, by);
        return new DecisionAnswer(ExitCode.Ok, text);
    }

    /// <summary>A person asked to be erased.</summary>
    public DecisionAnswer Erase(string customer)
    {
        var slash = customer.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? customer : customer[..slash];
        var source = context.Sources.FirstOrDefault(side => string.Equals(side.Model.Name, name, StringComparison.Ordinal));
        if (slash < 0 || source is null)
        {
            return new DecisionAnswer(
                ExitCode.BadInput, slash < 0 ? "write the customer as SOURCE/KEY" : $"the plan has no source '{name}'",
                "sources are " + string.Join(", ", context.Sources.Select(side => side.Model.Name)));
        }

        var key = Key(source.Pack, customer[(slash + 1)..]);
        if (key.IsNull || !Exists(source, key))
            return new DecisionAnswer(ExitCode.BadInput, $"source {name} has no such customer", "the key is the one in the source, such as " + name + "/1024");
        context.Tombstones.Erase(name, key, now);
        context.Matches.Forget(source.Number, key);
        journal.Log(now, "erasure_asked", "customer", null, by); // who was erased is what must not be kept
        return new DecisionAnswer(ExitCode.Ok, "The customer will be erased, and stays erased in every later run.", DecisionWords.NextTransfer);
    }

    private bool Exists(SourceSide source, in Value key)
    {
        if (context.Map.Find(ShopModel.Customer, source.Number, key) is not null) return true;
        if (!source.Pack.Entities.ContainsKey(ShopModel.Customer.Name)) return false;
        using var session = context.OpenSource(source, SessionUse.Read);
        using var reader = new AggregateReader(session, source.Pack, ShopModel.Customer, source.Codec);
        return reader.ReadKeys([key]).Count > 0;
    }

    private static bool IsCarriedOut(MatchEntry entry) => !entry.Waits && !entry.IsDue;

    /// <param name="id">The decision.</param>
    /// <param name="mayReopen">Whether a decision that was carried out can be changed in this way.</param>
    /// <param name="entry">The decision, where there is no refusal.</param>
    private DecisionAnswer? Refusal(long id, Func<MatchEntry, bool> mayReopen, out MatchEntry entry)
    {
        var found = context.Matches.Find(id);
        entry = found ?? new MatchEntry(id, 0, Value.Null, "", Value.Null, "", null, Holding.No);
        if (found is null) return new DecisionAnswer(ExitCode.BadInput, $"there is no decision {id}", "storefold decide PLAN lists what waits");
        if (!IsCarriedOut(entry) || mayReopen(entry)) return null;
        return entry.Choice is null
            ? new DecisionAnswer(ExitCode.No, $"nothing waits about {id}: the rules of the plan decided it")
            : new DecisionAnswer(ExitCode.No, $"decision {id} ({entry.Choice}) is carried out already");
    }

    /// <summary>True while the customer's rows stand in an account that was not made for it.</summary>
    /// <param name="entry">The decision.</param>
    /// <param name="target">The account that they stand in, whoever's it is; absent when the customer was not moved.</param>
    private bool IsMerged(MatchEntry entry, out Value target)
    {
        var standing = context.Map.Find(ShopModel.Customer, entry.Source, entry.SourceKey)?.Standing;
        target = standing?.TargetKey ?? Value.Null;
        return standing is { Fate: Fate.Merged };
    }

    private DecisionAnswer Note(MatchEntry entry, string choice, in Value target, string done)
    {
        context.Matches.Decide(entry, choice, target, by, now);
        journal.Log(now, "decided", $"match/{entry.Id}", entry.Choice, $"{choice} by {by}");
        return new DecisionAnswer(ExitCode.Ok, done, DecisionWords.NextTransfer);
    }

    private static DecisionAnswer NoAccount(string key) =>
        new(ExitCode.BadInput, $"the target has no customer {key}", "--into takes the key of an account in the target");

    private string NameOf(MatchEntry entry) =>
        $"{context.Sources.FirstOrDefault(side => side.Number == entry.Source)?.Model.Name ?? "?"}/{entry.SourceKey}";

    private OpenDecision Describe(MatchEntry entry)
    {
        var (holding, email) = context.Matches.WhereHeld(entry.Source, entry.SourceKey);
        return new OpenDecision(
            entry.Id, entry.Kind, NameOf(entry), EmailMask.Of(email), Candidates(entry, holding, email),
            entry.Reasons.Split(',', StringSplitOptions.RemoveEmptyEntries), entry.Choice);
    }

    /// <summary>Whoever the address and the phone of the held account lead to; the matcher keeps a single one only.</summary>
    private List<(string Key, string Email)> Candidates(MatchEntry entry, Value holding, string? email)
    {
        const int Shown = 10;
        var reader = context.TargetReader(ShopModel.Customer);
        var keys = new List<Value>();
        if (!entry.TargetKey.IsNull) keys.Add(entry.TargetKey);
        var identity = EmailKey.Of(email);
        Collect(NaturalKeyRules.Email, identity.Key);
        Collect(NaturalKeyRules.LooseEmail, identity.LooseKey);
        if (!holding.IsNull && reader.ReadKeys([holding]) is [var held]) Collect(NaturalKeyRules.Phone, PhoneKey.Of(held["phone"].AsText()));
        return [.. reader.ReadKeys([.. keys.Distinct().Where(key => key != holding && !context.Matches.IsHolding(key)).Take(Shown)])
            .Select(customer => (customer.Key.ToString(), EmailMask.Of(customer["email"].AsText())))];

        void Collect(string kind, string? key)
        {
            if (key is not null) keys.AddRange(context.Keys.Owners(Side.Target, kind, key));
        }
    }

    /// <summary>A key as a person types it; absent when the platform cannot have such a key.</summary>
    private static Value Key(PackModel pack, string text)
    {
        if (!pack.Entities.TryGetValue(ShopModel.Customer.Name, out var customers) || text.Length == 0) return Value.Null;
        if (!customers.IntegerKey) return Value.Of(text);
        return long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? Value.Of(number)
            : Value.Null;
    }
}
