using Storefold.Matching;

namespace Storefold.Tests.Matching;

public sealed class EmailKeys
{
    [Theory]
    [InlineData("bob@example.com", "bob@example.com")]
    [InlineData("  Bob.Smith+shop@Example.COM\r\n", "bob.smith+shop@example.com")]
    [InlineData("bob@müller.de", "bob@xn--mller-kva.de")]
    [InlineData("bob@XN--MLLER-KVA.de", "bob@xn--mller-kva.de")]
    [InlineData("bob@mu\u0308ller.de", "bob@xn--mller-kva.de")]
    [InlineData("bob@straße.de", "bob@xn--strae-oqa.de")]
    [InlineData("o'neil..x@sub.example.co.uk", "o'neil..x@sub.example.co.uk")]
    [InlineData("bob@उदाहरण.भारत", "bob@xn--p1b6ci4b4b3a.xn--h2brj9c")]
    public void An_address_has_one_key(string raw, string key)
    {
        Assert.Equal(key, EmailKey.Of(raw).Key);
        Assert.Null(EmailKey.Of(raw).Refusal);
    }

    [Theory]
    [InlineData("mıke@example.com", "email_local_not_ascii")]
    [InlineData("\u212Aelvin@example.com", "email_local_not_ascii")]
    [InlineData("bo\u200Bb@example.com", "email_invisible_character")]
    [InlineData("\u200Fbob@example.com", "email_invisible_character")]
    [InlineData("bob@exam\u00ADple.com", "email_invisible_character")]
    [InlineData("bob@exam\uFE0Fple.com", "email_invisible_character")]
    [InlineData("bo\u0000b@example.com", "email_invisible_character")]
    [InlineData("bob@\uFF45xample.com", "email_domain_invalid")]
    [InlineData("bob@\u212Aelvin.com", "email_domain_invalid")]
    [InlineData("bob@example\u3002com", "email_domain_invalid")]
    [InlineData("bob@stra\u1E9Ee.de", "email_domain_invalid")]
    [InlineData("bob@xn--zzzzzzz99999.com", "email_domain_invalid")]
    [InlineData("bob@exa_mple.com", "email_domain_invalid")]
    [InlineData("bob@example.com.", "email_domain_invalid")]
    [InlineData("bob@example..com", "email_domain_invalid")]
    [InlineData("bob@[127.0.0.1]", "email_domain_invalid")]
    [InlineData("bob", "email_malformed")]
    [InlineData("@example.com", "email_malformed")]
    [InlineData("bob@", "email_malformed")]
    [InlineData("Bob <bob@example.com>", "email_malformed")]
    [InlineData("bob@home@example.com", "email_malformed")]
    [InlineData("bo b@example.com", "email_malformed")]
    [InlineData("bo\uFFFDb@example.com", "email_broken_text")]
    public void An_address_that_could_be_another_one_in_disguise_has_no_key(string raw, string refusal)
    {
        var identity = EmailKey.Of(raw);
        Assert.Null(identity.Key);
        Assert.Equal(refusal, identity.Refusal);
        Assert.NotEmpty(MatchReasons.Text(refusal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void No_address_is_no_refusal(string? raw) =>
        Assert.Equal(new EmailIdentity(null, null, null), EmailKey.Of(raw));

    [Fact]
    public void Half_a_surrogate_pair_is_refused_and_breaks_nothing()
    {
        Assert.Equal("email_broken_text", EmailKey.Of("bo\uD83Db@example.com").Refusal);
        Assert.Equal("email_broken_text", EmailKey.Of("bob@exam\uDE00ple.com").Refusal);
    }

    [Theory]
    [InlineData("mike@example.com", "mıke@example.com")]
    [InlineData("mike@example.com", "mіke@example.com")]
    [InlineData("mike@example.com", "m.i.k.e+shop@example.com")]
    [InlineData("kelvin@example.com", "\u212Aelvin@example.com")]
    [InlineData("sam@example.com", "ſam@example.com")]
    [InlineData("mike@example.com", "ｍｉｋｅ@example.com")]
    [InlineData("mike@apple.com", "mike@аррle.com")]
    [InlineData("mike@example.com", "mi\u200Bke@example.com")]
    [InlineData("alpha@example.com", "αlρhα@example.com")]
    [InlineData("jose@example.com", "josé@example.com")]
    public void Addresses_that_a_person_may_confuse_are_found_together_and_have_different_keys(string one, string other)
    {
        var (first, second) = (EmailKey.Of(one), EmailKey.Of(other));
        Assert.NotNull(first.LooseKey);
        Assert.Equal(first.LooseKey, second.LooseKey);
        Assert.NotEqual(first.Key, second.Key, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("mike@example.com", "mika@example.com")]
    [InlineData("mike@example.com", "mike@example.org")]
    [InlineData("mike@gmail.com", "mike@gmial.com")]
    [InlineData("+x@example.com", "+y@example.com")]
    public void Other_addresses_are_not_even_loosely_equal(string one, string other) =>
        Assert.NotEqual(EmailKey.Of(one).LooseKey, EmailKey.Of(other).LooseKey, StringComparer.Ordinal);

    [Fact]
    [Trait("Category", "Seeded")]
    public void Random_text_is_keyed_or_refused_and_a_key_is_always_ascii_and_stable()
    {
        var random = Seed.Random(5);
        const string alphabet = "ab.+@-_ AB\u0130ıſ\u212Aéу\u200B\u202E\uFF41ß\uD83D\uDE00\u0301xn";
        var keyed = 0;
        for (var round = 0; round < 50_000; round++)
        {
            var letters = Enumerable.Range(0, random.Next(1, 12)).Select(_ => alphabet[random.Next(alphabet.Length)]);
            var raw = string.Concat(letters) + (random.Next(3) > 0 ? "@ex.com" : "");
            var identity = EmailKey.Of(raw);
            Assert.True(identity.Key is null != identity.Refusal is null || string.IsNullOrWhiteSpace(raw), raw);
            if (identity.Key is not { } key) continue;
            keyed++;
            Assert.True(key.All(letter => letter is > ' ' and < '\u007F' and not (>= 'A' and <= 'Z')), key);
            Assert.Equal(key, EmailKey.Of(key).Key);
        }

        Assert.True(keyed > 500, $"{keyed}");
    }
}
