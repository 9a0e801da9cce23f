using Storefold.Journaling;
using Storefold.Matching;
using Storefold.Packs;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Customers: merged only when the matcher says AUTO or a person decided; in doubt the account arrives without login under
/// a reserved address, and its history waits there (model rules, "Account merging").
/// </summary>
public sealed class CustomerProjection : Projection
{
    /// <summary>Domain of held accounts: reserved by RFC 2606, so that no mail can ever reach it.</summary>
    public const string HoldingDomain = "storefold.invalid";

    private const int CandidateLimit = 50;

    private readonly AccountRules _rules;
    private readonly MatchBook _matches;
    private readonly NaturalKeys _keys;
    private readonly IdMap _map;
    private readonly Func<IReadOnlyCollection<Value>, IReadOnlyList<Aggregate>> _readTarget;
    private readonly bool _mayDecide;
    private readonly int _credential;

    /// <summary>Projection of customers.</summary>
    /// <param name="target">The target.</param>
    /// <param name="references">Where references lead.</param>
    /// <param name="rules">The plan's rules.</param>
    /// <param name="matches">Decisions.</param>
    /// <param name="keys">Natural keys of both sides.</param>
    /// <param name="map">Which accounts of the target came from where.</param>
    /// <param name="readTarget">Reads customers of the target by key.</param>
    /// <param name="mayDecide">True in a transfer; verification only recalls what was decided.</param>
    public CustomerProjection(
        TargetSide target, References references, AccountRules rules, MatchBook matches, NaturalKeys keys, IdMap map,
        Func<IReadOnlyCollection<Value>, IReadOnlyList<Aggregate>> readTarget, bool mayDecide)
        : base(ShopModel.Customer, target, references)
    {
        _rules = rules;
        _matches = matches;
        _keys = keys;
        _map = map;
        _readTarget = readTarget;
        _mayDecide = mayDecide;
        _credential = ShopModel.Customer.PartIndex("credential");
    }

    /// <inheritdoc/>
    protected override void Adjust(ProjectionWork work, Projected projected)
    {
        DropEmptyEmail(work, projected);
        var match = _matches.Find(work.Source.Number, work.Aggregate.Key);
        if (match is null && work.Known is not { Fate: Fate.Created or Fate.Merged } && _mayDecide) match = Decide(work);
        if (match is null)
        {
            KeepUsablePasswords(work, projected);
        }
        else if (match.Merges)
        {
            projected.MergeInto = match.TargetKey;
            DropPasswords(work, projected, "matched_password_kept");
        }
        else
        {
            Hold(work, projected, match);
        }
    }

    private MatchEntry? Decide(ProjectionWork work)
    {
        var source = work.Aggregate;
        var identity = EmailKey.Of(source["email"].AsText());
        var owners = new SortedSet<Value>(Comparer<Value>.Create((a, b) => Value.CompareKeys(a, b)));
        Collect(work, owners, NaturalKeyRules.Email, identity.Key);
        Collect(work, owners, NaturalKeyRules.LooseEmail, identity.LooseKey);
        Collect(work, owners, NaturalKeyRules.Phone, PhoneKey.Of(source["phone"].AsText()));
        var rivals = identity.Key is null ? 0 : Math.Max(0, _keys.Owners(Side.Source, NaturalKeyRules.Email, identity.Key).Count - 1);
        var candidates = owners.Count == 0 ? [] : _readTarget([.. owners.Take(CandidateLimit)]);
        var decision = Matcher.Decide(
            Persons.Of(source), [.. candidates.Select(Persons.Of)], rivals, Target.Rules.EmailVerified, _rules);
        if (decision.Kind == MatchKind.None) return null;
        var chosen = candidates.FirstOrDefault(candidate => string.Equals(candidate.Key.ToString(), decision.TargetKey, StringComparison.Ordinal));
        return _matches.Add(
            work.Source.Number, source.Key, decision.Kind.ToString().ToLowerInvariant(), chosen?.Key ?? Value.Null,
            string.Join(',', decision.Reasons),
            held: decision.Kind is MatchKind.Challenge or MatchKind.Review
                || (decision.Kind is MatchKind.Never && !IsFree(work, source["email"], isNever: true)));
    }

    private void Collect(ProjectionWork work, SortedSet<Value> owners, string kind, string? key)
    {
        if (key is not null) owners.UnionWith(_keys.Owners(Side.Target, kind, key).Where(owner => !IsOfSameShop(work, owner)));
    }

    /// <summary>
    /// Accounts of one shop were two accounts there and stay two. Without this rule it would count which of them had been
    /// written already, and so the size of the batches.
    /// </summary>
    private bool IsOfSameShop(ProjectionWork work, in Value owner) =>
        _map.IsCreatedFrom(Def, work.Source.Number, owner);

    /// <summary>True for an account that has the reserved address instead of its own.</summary>
    public static bool IsHeld(Projected customer) =>
        customer.Root.Fields[ShopModel.Customer.Root["email"].Ordinal].AsText()?.EndsWith("@" + HoldingDomain, StringComparison.Ordinal) is true;

    private void Hold(ProjectionWork work, Projected projected, MatchEntry match)
    {
        var fields = projected.Root.Fields;
        var email = Def.Root["email"].Ordinal;
        if (!match.Waits && IsFree(work, fields[email], match is { Choice: null, Kind: "never" }))
        {
            KeepUsablePasswords(work, projected); // by a person's word or the rule NEVER it stays an account of its own
            return;
        }

        fields[email] = Value.Of($"held-{work.Source.Model.Name}-{work.Aggregate.Key}@{HoldingDomain}");
        fields[Def.Root["email_verified_at"].Ordinal] = Value.Null;
        fields[Def.Root["status"].Ordinal] = Value.Of("held");
        DropPasswords(work, projected, "held_account");
    }

    /// <summary>
    /// True when nobody else in the target has the address. One that cannot be keyed may be anybody's; by the rule NEVER it is
    /// known to be somebody else's than the one it looks like, and there is nothing left to decide.
    /// </summary>
    private bool IsFree(ProjectionWork work, in Value email, bool isNever)
    {
        if (email.IsNull) return true;
        var key = EmailKey.Of(email.AsText()).Key;
        if (key is null) return isNever;
        // The account that a customer was merged into is somebody else's, also when the merge is being taken back.
        var own = work.Known is { Fate: Fate.Created } known ? known.TargetKey : Value.Null;
        return _keys.Owners(Side.Target, NaturalKeyRules.Email, key).TrueForAll(owner => owner == own);
    }

    /// <summary>An empty address is none, and where addresses are unique a second one would be refused.</summary>
    private void DropEmptyEmail(ProjectionWork work, Projected projected)
    {
        var email = Def.Root["email"].Ordinal;
        if (!Target.Rules.EmailUnique || projected.Root.Fields[email] is not { Kind: ValueKind.Text, Utf8.Length: 0 }) return;
        projected.Root.Fields[email] = Value.Null;
        work.Lose("empty_email", 0, "email");
    }

    private void KeepUsablePasswords(ProjectionWork work, Projected projected)
    {
        var scheme = Def.Parts[_credential]["scheme"].Ordinal;
        var dropped = projected.Parts[_credential].RemoveAll(row =>
            !string.Equals(_rules.Passwords, "carry", StringComparison.Ordinal)
            || !Target.Rules.Passwords.Contains(row.Fields[scheme].AsText(), StringComparer.Ordinal));
        for (var row = 0; row < dropped; row++) work.SkipPart(_credential, "password_reset");
    }

    private void DropPasswords(ProjectionWork work, Projected projected, string rule)
    {
        foreach (var _ in projected.Parts[_credential]) work.SkipPart(_credential, rule);
        projected.Parts[_credential].Clear();
    }
}
