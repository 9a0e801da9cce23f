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
    private readonly Func<IReadOnlyCollection<Value>, IReadOnlyList<Aggregate>> _readTarget;
    private readonly bool _mayDecide;
    private readonly int _credential;

    /// <summary>Projection of customers.</summary>
    /// <param name="target">The target.</param>
    /// <param name="references">Where references lead.</param>
    /// <param name="rules">The plan's rules.</param>
    /// <param name="matches">Decisions.</param>
    /// <param name="keys">Natural keys of both sides.</param>
    /// <param name="readTarget">Reads customers of the target by key.</param>
    /// <param name="mayDecide">True in a transfer; verification only recalls what was decided.</param>
    public CustomerProjection(
        TargetSide target, References references, AccountRules rules, MatchBook matches, NaturalKeys keys,
        Func<IReadOnlyCollection<Value>, IReadOnlyList<Aggregate>> readTarget, bool mayDecide)
        : base(ShopModel.Customer, target, references)
    {
        _rules = rules;
        _matches = matches;
        _keys = keys;
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
        if (match is { Merges: true })
        {
            projected.MergeInto = match.TargetKey;
            DropPasswords(work, projected, "matched_password_kept");
        }
        else if (match is null || !MustHold(work, match, projected.Root.Fields[Def.Root["email"].Ordinal]))
        {
            KeepUsablePasswords(work, projected);
        }
        else
        {
            Hold(work, projected, match);
        }
    }

    /// <summary>True for the address of an account that waits without login.</summary>
    public static bool IsHeldAddress(in Value email) =>
        !email.IsNull && email.ToString().EndsWith("@" + HoldingDomain, StringComparison.Ordinal);

    /// <summary>An empty address is none, and where addresses are unique a second one would be refused.</summary>
    private void DropEmptyEmail(ProjectionWork work, Projected projected)
    {
        var email = Def.Root["email"].Ordinal;
        if (!Target.Rules.EmailUnique || projected.Root.Fields[email] is not { Kind: ValueKind.Text, Utf8.Length: 0 }) return;
        projected.Root.Fields[email] = Value.Null;
        work.Lose("empty_email", 0, "email");
    }

    /// <summary>
    /// In doubt it waits. An account that must never be merged, or that a person keeps apart, waits as well while somebody else
    /// in the target has its address.
    /// </summary>
    private bool MustHold(ProjectionWork work, MatchEntry match, in Value email)
    {
        if (match.Waits) return true;
        return IsNever(match) ? IsTaken(work, email) : !IsFree(work, email);
    }

    private static bool IsNever(MatchEntry match) => match.Choice is null && string.Equals(match.Kind, "never", StringComparison.Ordinal);

    private MatchEntry? Decide(ProjectionWork work)
    {
        var source = work.Aggregate;
        var identity = EmailKey.Of(source["email"].AsText());
        var owners = new SortedSet<Value>(Comparer<Value>.Create((a, b) => Value.CompareKeys(a, b)));
        Collect(owners, NaturalKeyRules.Email, identity.Key);
        Collect(owners, NaturalKeyRules.LooseEmail, identity.LooseKey);
        Collect(owners, NaturalKeyRules.Phone, PhoneKey.Of(source["phone"].AsText()));
        var rivals = identity.Key is null ? 0 : Math.Max(0, _keys.Owners(Side.Source, NaturalKeyRules.Email, identity.Key).Count - 1);
        var candidates = owners.Count == 0 ? [] : _readTarget([.. owners.Take(CandidateLimit)]);
        var decision = Matcher.Decide(
            Persons.Of(source), [.. candidates.Select(Persons.Of)], rivals, Target.Rules.EmailVerified, _rules);
        if (decision.Kind == MatchKind.None) return null;
        var chosen = candidates.FirstOrDefault(candidate => string.Equals(candidate.Key.ToString(), decision.TargetKey, StringComparison.Ordinal));
        return _matches.Add(
            work.Source.Number, source.Key, decision.Kind.ToString().ToLowerInvariant(), chosen?.Key ?? Value.Null,
            string.Join(',', decision.Reasons), held: decision.Kind is MatchKind.Challenge or MatchKind.Review);
    }

    private void Collect(SortedSet<Value> owners, string kind, string? key)
    {
        if (key is not null) owners.UnionWith(_keys.Owners(Side.Target, kind, key));
    }

    private void Hold(ProjectionWork work, Projected projected, MatchEntry match)
    {
        var fields = projected.Root.Fields;
        var email = Def.Root["email"].Ordinal;
        fields[email] = Value.Of($"held-{work.Source.Model.Name}-{work.Aggregate.Key}@{HoldingDomain}");
        fields[Def.Root["email_verified_at"].Ordinal] = Value.Null;
        if (!IsNever(match)) fields[Def.Root["status"].Ordinal] = Value.Of("held"); // who is blocked stays blocked
        DropPasswords(work, projected, "held_account");
    }

    private bool IsFree(ProjectionWork work, in Value email)
    {
        var key = EmailKey.Of(email.AsText()).Key;
        return key is not null && !IsTaken(work, email);
    }

    private bool IsTaken(ProjectionWork work, in Value email)
    {
        if (EmailKey.Of(email.AsText()).Key is not { } key) return false;
        var own = work.Known?.TargetKey ?? Value.Null;
        return _keys.Owners(Side.Target, NaturalKeyRules.Email, key).Exists(owner => owner != own);
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
