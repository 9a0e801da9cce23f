namespace Storefold.Matching;

/// <summary>Why a decision fell as it did: codes that stay as they are, and a sentence for people.</summary>
public static class MatchReasons
{
    internal const string AllConditionsMet = "all_conditions_met";
    internal const string EmailBrokenText = "email_broken_text";
    internal const string EmailInvisibleCharacter = "email_invisible_character";
    internal const string EmailMalformed = "email_malformed";
    internal const string EmailLocalNotAscii = "email_local_not_ascii";
    internal const string EmailDomainInvalid = "email_domain_invalid";
    internal const string EmailVariant = "email_variant";
    internal const string EmailCaseDiffers = "email_case_differs";
    internal const string EmailLookAlike = "email_look_alike";
    internal const string EmailMayBeRecycled = "email_may_be_recycled";
    internal const string EmailChangePending = "email_change_pending";
    internal const string EmailChangeOnly = "email_change_only";
    internal const string SourceUnverified = "source_unverified";
    internal const string TargetUnverified = "target_unverified";
    internal const string TargetVerificationUnknown = "target_verification_unknown";
    internal const string VerificationUndated = "verification_undated";
    internal const string Guest = "guest";
    internal const string PhoneOnly = "phone_only";
    internal const string SharedPhone = "shared_phone";
    internal const string NameOnly = "name_only";
    internal const string LoginKindsDiffer = "login_kinds_differ";
    internal const string NameConflict = "name_conflict";
    internal const string PhoneConflict = "phone_conflict";
    internal const string CountryConflict = "country_conflict";
    internal const string SeveralCandidates = "several_candidates";
    internal const string SeveralRetiringAccounts = "several_retiring_accounts";
    internal const string Staff = "staff";
    internal const string Business = "business";
    internal const string HighValue = "high_value";
    internal const string Dormant = "dormant";
    internal const string RecencyUnknown = "recency_unknown";
    internal const string FraudFlag = "fraud_flag";
    internal const string StatusUnknown = "status_unknown";
    internal const string Blocked = "blocked";
    internal const string Erased = "erased";

    /// <summary>All codes, in ordinal order.</summary>
    public static IReadOnlyList<string> Codes => [.. Texts.Keys.Order(StringComparer.Ordinal)];

    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        [AllConditionsMet] = "Same address, proven on both sides and lately used, nothing speaks against it.",
        [EmailBrokenText] = "The e-mail address contains text that was damaged before.",
        [EmailInvisibleCharacter] = "The e-mail address contains a character that cannot be seen.",
        [EmailMalformed] = "The e-mail address is not written as one.",
        [EmailLocalNotAscii] = "The e-mail address has letters outside ASCII before the @.",
        [EmailDomainInvalid] = "The domain of the e-mail address is not one, or is written with foreign letters.",
        [EmailVariant] = "The e-mail addresses differ only by dots, a plus-tag or the way the letters are encoded.",
        [EmailCaseDiffers] = "The e-mail addresses differ only by upper and lower case.",
        [EmailLookAlike] = "The e-mail addresses look alike but are written with different letters.",
        [EmailMayBeRecycled] =
            "One side proved the address after the last sign of life on the other: it may have a new owner.",
        [EmailChangePending] =
            "A change of the e-mail address was asked for and never confirmed; the change is dropped.",
        [EmailChangeOnly] = "Only an unconfirmed change of e-mail address leads here.",
        [SourceUnverified] = "The address was never proven in the retiring shop.",
        [TargetUnverified] = "The address was never proven in the target shop.",
        [TargetVerificationUnknown] = "The target shop does not keep whether an address was proven.",
        [VerificationUndated] = "Nobody knows since when the address has belonged to the account.",
        [Guest] = "One side bought as a guest.",
        [PhoneOnly] = "Only the phone number is the same.",
        [SharedPhone] = "The phone number belongs to more than one account.",
        [NameOnly] = "Only the name is the same.",
        [LoginKindsDiffer] = "One side logs in with a password, the other through another provider.",
        [NameConflict] = "The names differ.",
        [PhoneConflict] = "The phone numbers differ.",
        [CountryConflict] = "The countries differ.",
        [SeveralCandidates] = "More than one account in the target shop comes into question.",
        [SeveralRetiringAccounts] = "More than one retiring account has this address or claims this target account.",
        [Staff] = "One side belongs to staff.",
        [Business] = "One side buys for a company.",
        [HighValue] = "One side has more orders than the plan lets go without a look.",
        [Dormant] = "One side was neither verified nor used for longer than the plan allows.",
        [RecencyUnknown] = "One side is not known to have been verified or used lately.",
        [FraudFlag] = "One side is flagged for fraud.",
        [StatusUnknown] = "The state of one account is unknown.",
        [Blocked] = "One account is blocked.",
        [Erased] = "One account is deleted or erased.",
    };

    /// <summary>The sentence for a code.</summary>
    /// <exception cref="ArgumentException">There is no such code.</exception>
    public static string Text(string code) => Texts.TryGetValue(code, out var text)
        ? text
        : throw new ArgumentException($"There is no match reason '{code}'.", nameof(code));
}
