using Storefold.Matching;

namespace Storefold.Tests.Matching;

/// <summary>
/// Pairs that look like one person and are not, or cannot be told. Not one of them may merge by itself.
/// </summary>
public sealed class TrapSet
{
    [Fact]
    public void No_trap_is_merged_unasked()
    {
        var fell = new List<string>();
        foreach (var (name, source, targets) in Traps())
        {
            for (var turn = 0; turn < 2; turn++)
            {
                // Whoever is the trap, it works from both sides.
                if (turn == 1 && targets.Length > 1) continue;
                var (one, others) = turn == 0
                    ? (source, targets)
                    : (targets[0] with { Key = "s1" }, [source with { Key = "t1" }]);
                if (People.Decide(one, others).Kind == MatchKind.Auto) fell.Add($"{name} ({turn})");
            }
        }

        Assert.Empty(fell);
        Assert.Equal(MatchKind.Auto, People.Decide(People.Source(), People.Target()).Kind);
    }

    private static IEnumerable<(string Name, Person Source, Person[] Targets)> Traps()
    {
        Person S(string? email = "anna.berg@example.com") => People.Source(email);
        Person T(string? email = "anna.berg@example.com") => People.Target(email);

        yield return ("household, shared address", S(), [T() with { FirstName = "Bo" }]);
        yield return ("household, shared phone", S(), [T("bo.berg@example.com") with { FirstName = "Bo" }]);
        yield return ("household, own and partner's account", S(),
            [T(), T("bo@example.com") with { Key = "t2", FirstName = "Bo" }]);
        yield return ("household, initials", S() with { FirstName = "A" }, [T() with { FirstName = "B" }]);
        yield return ("twins, shared address", S() with { FirstName = "Asha" }, [T() with { FirstName = "Usha" }]);
        yield return ("twins, shared phone", S("asha@example.com") with { FirstName = "Asha" },
            [T("usha@example.com") with { FirstName = "Usha" }]);
        yield return ("junior", S() with { LastName = "Berg Jr" }, [T() with { LastName = "Berg Sr" }]);
        yield return ("junior, one suffix", S() with { LastName = "Berg" }, [T() with { LastName = "Berg Jr." }]);
        yield return ("junior, own address", S("john.berg@example.com"), [T("john.berg.sr@example.com")]);
        yield return ("office address", S("info@example.com") with { B2b = true }, [T("info@example.com")]);
        yield return ("office address, other clerk", S("info@example.com"),
            [T("info@example.com") with { FirstName = "Cleo", LastName = "Dahl" }]);
        yield return ("recycled address, target new",
            S() with { LastLoginAt = People.Ago(400), LastOrderAt = People.Ago(400) },
            [T() with { VerifiedAt = People.Ago(100), CreatedAt = People.Ago(100) }]);
        yield return ("recycled address, no dates of verification",
            S() with { Verified = true, VerifiedAt = null, CreatedAt = People.Ago(100) },
            [T() with { LastLoginAt = People.Ago(400), LastOrderAt = People.Ago(400) }]);
        yield return ("recycled address, nothing dated",
            S() with { Verified = true, VerifiedAt = null, CreatedAt = null }, [T()]);
        yield return ("recycled phone", S("old.owner@example.com"), [T("new.owner@example.com")]);
        yield return ("recycled phone, no names", S("old@example.com") with { FirstName = null, LastName = null },
            [T("new@example.com")]);
        yield return ("long gone", S() with { LastLoginAt = People.Ago(600), LastOrderAt = People.Ago(600) }, [T()]);
        yield return ("typo domain", S("anna@gmail.com"), [T("anna@gmial.com")]);
        yield return ("typo domain, other end", S("anna@example.com"), [T("anna@example.co")]);
        yield return ("typo, comma for dot", S("anna@example.com"), [T("anna@example,com")]);
        yield return ("look-alike, dotless i", S("mike@example.com"), [T("mıke@example.com")]);
        yield return ("look-alike, Cyrillic a", S("anna@example.com"), [T("аnna@example.com")]);
        yield return ("look-alike, Greek omicron", S("bob@example.com"), [T("bοb@example.com")]);
        yield return ("look-alike, Cyrillic domain", S("anna@apple.com"), [T("anna@аpple.com")]);
        yield return ("look-alike, punycode domain", S("anna@apple.com"), [T("anna@xn--pple-43d.com")]);
        yield return ("look-alike, Kelvin", S("kim@example.com"), [T("\u212Aim@example.com")]);
        yield return ("look-alike, Kelvin in the domain", S("kim@kiwi.com"), [T("kim@\u212Aiwi.com")]);
        yield return ("look-alike, full width", S("kim@example.com"), [T("ｋｉｍ@example.com")]);
        yield return ("look-alike, accent", S("jose@example.com"), [T("josé@example.com")]);
        yield return ("invisible, ZWSP", S("kim@example.com"), [T("ki\u200Bm@example.com")]);
        yield return ("invisible, RTL mark", S("kim@example.com"), [T("\u200Fkim@example.com")]);
        yield return ("invisible, soft hyphen in the domain", S("kim@example.com"), [T("kim@exam\u00ADple.com")]);
        yield return ("invisible, variation selector", S("kim@example.com"), [T("kim@exam\uFE0Fple.com")]);
        yield return ("plus-tag", S("kim@example.com"), [T("kim+a@example.com")]);
        yield return ("dots", S("k.im@example.com"), [T("kim@example.com")]);
        yield return ("case", S("Kim@example.com"), [T("kim@example.com")]);
        yield return ("hijacked beforehand, unverified", S(), [T() with { VerifiedAt = null }]);
        yield return ("hijacked beforehand, bare squatter", S(),
            [new Person { Key = "t1", Email = S().Email, HasPassword = true, LastLoginAt = People.Ago(1) }]);
        yield return ("hijacked beforehand, password beside social login",
            S() with { HasPassword = false, SocialOnly = true }, [T()]);
        yield return ("hijacked beforehand, open change", S(), [T() with { PendingEmail = "attacker@example.org" }]);
        yield return ("change towards the victim",
            S("attacker@example.org") with { PendingEmail = "anna.berg@example.com" }, [T()]);
        yield return ("change towards the victim, no phone",
            S("attacker@example.org") with { PendingEmail = "anna.berg@example.com", Phone = null }, [T()]);
        yield return ("staff", S() with { Staff = true }, [T()]);
        yield return ("fraud", S() with { Fraud = true }, [T()]);
        yield return ("guest", S() with { Kind = PersonKind.Guest }, [T()]);
        yield return ("blocked", S() with { Status = PersonStatus.Disabled }, [T()]);
        yield return ("erased", S() with { Status = PersonStatus.Deleted }, [T()]);
        yield return ("name and country only", S() with { Phone = null, Email = null }, [T() with { Phone = null }]);
        yield return ("no address on either side", S(null), [T(null)]);
        yield return ("blank addresses", S(" ") with { Phone = null }, [T("") with { Phone = null }]);
        yield return ("two targets of one address", S(), [T(), T() with { Key = "t2", Kind = PersonKind.Guest }]);
        yield return ("moved abroad, other phone", S(), [T() with { Countries = ["IN"], Phone = "+91 98765 43210" }]);
    }
}
