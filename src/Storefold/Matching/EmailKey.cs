using System.Globalization;
using System.Text;
using Storefold.Shop;

namespace Storefold.Matching;

/// <summary>What an e-mail address is for matching. The raw address is kept by whoever holds it.</summary>
/// <param name="Key">Equal keys are the same mailbox. Null: no address, or one that cannot be keyed.</param>
/// <param name="LooseKey">
/// Equal for addresses that a person may take for one another: without plus-tag and dots, look-alikes folded. Good for
/// finding candidates for a person's decision, never for merging. Null where the text is no address at all.
/// </param>
/// <param name="Refusal">Reason code why a given address cannot be keyed; null when it has a key or is absent.</param>
public sealed record EmailIdentity(string? Key, string? LooseKey, string? Refusal)
{
    /// <summary>
    /// The key without plus-tag and dots, of the address as compatibility normalisation reads it. Tells a harmless
    /// variant (a person decides) from a look-alike written with foreign letters (never).
    /// </summary>
    internal string? VariantKey { get; init; }

    /// <summary>The part before the at sign as written; keys ignore its case, which some mail servers do not.</summary>
    internal string? RawLocal { get; init; }
}

/// <summary>
/// The e-mail key: trim, refuse what cannot be seen, split at the last @, domain through IDN to ASCII lower case, local
/// part ASCII only and lower-cased ordinally. Dots and plus-tags stay, because they are other mailboxes elsewhere.
/// </summary>
public static class EmailKey
{
    private static readonly EmailIdentity None = new(null, null, null);

    /// <summary>The identity of an address as stored; never throws.</summary>
    public static EmailIdentity Of(string? raw)
    {
        var text = raw?.Trim();
        if (string.IsNullOrEmpty(text)) return None;

        var at = text.LastIndexOf('@');
        if (Refuse(text, at, out var domain) is not { } refusal)
        {
            var local = text[..at];
            var key = TextRules.AsciiLower(local) + "@" + domain;
            return Loosely(text, key, null) with { RawLocal = local };
        }

        return Loosely(text, null, refusal);
    }

    private static string? Refuse(string text, int at, out string? domain)
    {
        domain = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) return MatchReasons.EmailBrokenText;
            if (TextRules.IsInvisible(rune)) return MatchReasons.EmailInvisibleCharacter;
            if (Rune.IsWhiteSpace(rune)) return MatchReasons.EmailMalformed;
        }

        if (at <= 0 || at == text.Length - 1) return MatchReasons.EmailMalformed;
        var local = text.AsSpan(0, at);
        if (!Ascii.IsValid(local)) return MatchReasons.EmailLocalNotAscii;
        if (local.ContainsAny("@()<>[]:;,\\\"")) return MatchReasons.EmailMalformed;
        domain = EmailDomain.ToKey(text[(at + 1)..]);
        return domain is null ? MatchReasons.EmailDomainInvalid : null;
    }

    private static EmailIdentity Loosely(string text, string? key, string? refusal)
    {
        // Broken halves of a pair would make normalisation throw; they are refused already, this only looks for kin.
        var compatible = key ?? TextRules.WithoutInvisible(
            TextRules.WellFormed(text).Normalize(NormalizationForm.FormKC)).Trim();
        var at = compatible.LastIndexOf('@');
        if (at <= 0 || at == compatible.Length - 1) return new EmailIdentity(key, null, refusal);

        var local = Untagged(compatible[..at]);
        var domain = compatible[(at + 1)..];
        var variant = Lower(local) + "@" + (EmailDomain.ToKey(domain) ?? Lower(domain));
        var loose = Confusables.Skeleton(local) + "@" + Confusables.Skeleton(EmailDomain.ToUnicode(domain));
        return new EmailIdentity(key, loose, refusal) { VariantKey = variant };
    }

    private static string Untagged(string local)
    {
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        var bare = (plus > 0 ? local[..plus] : local).Replace(".", "", StringComparison.Ordinal);
        return bare.Length > 0 ? bare : local;
    }

    private static string Lower(string text) => text.ToLower(CultureInfo.InvariantCulture);
}
