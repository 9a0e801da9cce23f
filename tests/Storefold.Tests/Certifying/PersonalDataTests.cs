using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Storefold.Certifying;
using Storefold.Certifying.Statements;
using Storefold.Shop;

namespace Storefold.Tests.Certifying;

public sealed class PersonalDataTests
{
    /// <summary>Numbers, instants, truth values and the kinds of text that guard themselves.</summary>
    private static readonly HashSet<Type> Harmless =
        [typeof(long), typeof(decimal), typeof(Rational), typeof(Name), typeof(Reason), typeof(PlanDigest), typeof(MerkleHash), typeof(bool)];

    [Fact]
    public void The_types_of_a_certificate_have_no_room_for_free_text()
    {
        var seen = new HashSet<Type>();
        var offending = new List<string>();
        Visit(typeof(Certificate), "certificate", seen, offending);
        Assert.Empty(offending);
        Assert.Contains(typeof(FateRow), seen);
        Assert.Contains(typeof(NotCarried), seen);
        Assert.Contains(typeof(CountShare), seen);
    }

    [Fact]
    public void The_check_on_the_types_would_notice_a_text()
    {
        var offending = new List<string>();
        Visit(typeof(WithText), "x", [], offending);
        Assert.Equal(["x.Inner.Text is a String"], offending);
    }

    [Theory]
    [InlineData("jane.doe@example.com")]
    [InlineData("Jane Doe <jane@example.com>")]
    [InlineData("+44 7700 900123")]
    [InlineData("07700900123")]
    [InlineData("order-100020003")]
    [InlineData("१२३४५६७८")]
    [InlineData("Jürgen Müller")]
    [InlineData("")]
    [InlineData("x\u202Ey")]
    public void A_text_that_could_be_personal_is_withheld_from_names(string text)
    {
        var name = Name.From(text);
        Assert.Matches("^withheld-[0-9a-f]{4}$", name.Text);
        Assert.False(Name.TryParse(text, out _));
    }

    [Theory]
    [InlineData("poco-uk")]
    [InlineData("order.line")]
    [InlineData("GBP")]
    [InlineData("no_site")]
    [InlineData("*")]
    [InlineData("www.poco.example/uk")]
    public void Names_of_sites_entities_and_rules_stay_as_they_are(string text) =>
        Assert.Equal(text, Name.From(text).Text);

    [Fact]
    public void Two_withheld_names_can_be_told_apart_and_not_be_found_out()
    {
        Assert.NotEqual(Name.From("jane@example.com"), Name.From("john@example.com"));
        // 16 bits: of the e-mail addresses of a large shop many share each value.
        Assert.Equal("withheld-0000".Length, Name.From("jane@example.com").Text.Length);
    }

    [Theory]
    [InlineData("Write to jane@example.com")]
    [InlineData("Call 07700900123")]
    [InlineData("bell\u0007")]
    public void A_reason_that_could_be_personal_is_withheld(string text) =>
        Assert.Equal("(text withheld)", Reason.From(text).Text);

    [Fact]
    public void Canaries_in_every_name_and_reason_reach_neither_the_file_nor_the_page()
    {
        string[] canaries = ["canary@example.com", "Kanarienvogel Straße 7", "+447700900123", "ORD-100020003"];
        foreach (var canary in canaries)
        {
            var certificate = Seeded(canary);
            var file = Encoding.UTF8.GetString(CertificateWriter.Write(certificate));
            var page = CertificateReport.Write(certificate);
            Assert.DoesNotContain(canary, file, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(canary, page, StringComparison.OrdinalIgnoreCase);
            var sentences = string.Join('\n', certificate.Problems().Concat(certificate.Breaches()));
            Assert.DoesNotContain(canary, sentences, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("withheld-", file, StringComparison.Ordinal);
        }
    }

    private static Certificate Seeded(string canary)
    {
        var rules = SomeCertificate.Rules((canary, 3));
        return new(
            canary, default, 0,
            new(
                [new(canary, canary, 1, 2, 3, rules, 4, 5)],
                [new(canary, canary, 1, SomeCertificate.Amounts((canary, 2)), 3, 4)],
                [new(canary, new Rational(1, 3), 1, 2, 3, 4, 5, Rational.Zero, 6)],
                new(1, 2, 3, 4, 5, rules),
                new(default, default, default),
                [new(canary, 1, 1)],
                [new(canary, 1, 2, 3, 4)],
                [new(canary, canary, Name.From(canary), 1, canary + " @ 1234567")]),
            new(1, 2, 3), SomeCertificate.Statements());
    }

    private static void Visit(Type type, string path, HashSet<Type> seen, List<string> offending)
    {
        if (Harmless.Contains(type)) return;
        if (Nullable.GetUnderlyingType(type) is { } inner) Visit(inner, path, seen, offending);
        else if (type.IsGenericType && IsCollection(type.GetGenericTypeDefinition()))
        {
            foreach (var argument in type.GetGenericArguments()) Visit(argument, path + "[]", seen, offending);
        }
        else if (type.Assembly == typeof(Certificate).Assembly || type.Assembly == typeof(PersonalDataTests).Assembly)
        {
            if (!seen.Add(type)) return;
            // Fields, private ones included: what is not stored cannot be carried.
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                var name = field.Name.Split('<', '>').First(part => part.Length > 0);
                Visit(field.FieldType, $"{path}.{name}", seen, offending);
            }
        }
        else offending.Add($"{path} is a {type.Name}");
    }

    private static bool IsCollection(Type definition) =>
        definition == typeof(IReadOnlyList<>) || definition == typeof(ImmutableSortedDictionary<,>);

    private sealed record WithText(long Number, WithText.Nested Inner)
    {
        internal sealed record Nested(string Text);
    }
}
