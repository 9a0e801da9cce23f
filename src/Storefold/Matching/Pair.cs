namespace Storefold.Matching;

/// <summary>What makes one think of a person in the target, from nothing to the same address.</summary>
internal enum MatchGround
{
    None,

    /// <summary>The same name and nothing else.</summary>
    Name,

    /// <summary>An address that one side wants to change to and has not confirmed.</summary>
    PendingEmail,

    /// <summary>The same phone number. From here on a person counts as a candidate.</summary>
    Phone,

    /// <summary>Addresses written with letters that look alike.</summary>
    LookAlike,

    /// <summary>Addresses that differ by dots, plus-tag or encoding.</summary>
    Variant,

    /// <summary>The same e-mail key.</summary>
    Email,
}

/// <summary>A person from the source beside one from the target.</summary>
internal sealed class Pair
{
    public Pair(Person source, EmailIdentity sourceEmail, Person target)
    {
        Source = source;
        Target = target;
        SourceEmail = sourceEmail;
        TargetEmail = EmailKey.Of(target.Email);
        SharesPhone = PhoneKey.Of(source.Phone) is { } phone && Same(phone, PhoneKey.Of(target.Phone));
        Ground = FindGround();
    }

    public Person Source { get; }

    public Person Target { get; }

    public EmailIdentity SourceEmail { get; }

    public EmailIdentity TargetEmail { get; }

    public bool SharesPhone { get; }

    public MatchGround Ground { get; }

    public bool NamesDiffer => SourceName is { } name && TargetName is { } other && !Same(name, other);

    public bool CountriesDiffer => Source.Countries.Count > 0 && Target.Countries.Count > 0
        && !Source.Countries.Intersect(Target.Countries, StringComparer.OrdinalIgnoreCase).Any();

    private string? SourceName => NameKey.Of(Source.FirstName, Source.LastName);

    private string? TargetName => NameKey.Of(Target.FirstName, Target.LastName);

    private MatchGround FindGround()
    {
        if (Same(SourceEmail.Key, TargetEmail.Key)) return MatchGround.Email;
        if (Same(SourceEmail.VariantKey, TargetEmail.VariantKey)) return MatchGround.Variant;
        if (Same(SourceEmail.LooseKey, TargetEmail.LooseKey)) return MatchGround.LookAlike;
        if (SharesPhone) return MatchGround.Phone;
        if (LeadsTo(Source.PendingEmail, TargetEmail)) return MatchGround.PendingEmail;
        if (LeadsTo(Target.PendingEmail, SourceEmail)) return MatchGround.PendingEmail;
        return Same(SourceName, TargetName) ? MatchGround.Name : MatchGround.None;
    }

    private static bool LeadsTo(string? pending, EmailIdentity other) => Same(EmailKey.Of(pending).Key, other.Key);

    private static bool Same(string? a, string? b) => a is not null && string.Equals(a, b, StringComparison.Ordinal);
}
