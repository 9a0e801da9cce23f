using System.Buffers;
using System.Globalization;
using System.Text;
using Storefold.Shop;

namespace Storefold.Tests.Shop;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void The_example_of_RFC_8785_section_3_2_comes_out_byte_for_byte() => Assert.Equal(
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]"""
        + ""","string":"€$\u000f\nA'B\"\\\\\"/"}""",
        Canonical("""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """));

    [Fact]
    public void Names_are_ordered_by_their_UTF_16_code_units_as_in_RFC_8785_section_3_2_3() => Assert.Equal(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\u007f\","
        + "\"ö\":\"Latin\",\"€\":\"Euro Sign\",\"😀\":\"Emoji\",\"\uFB33\":\"Dalet\"}",
        Canonical("""
            {
              "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Dalet", "1": "One",
              "\ud83d\ude00": "Emoji", "\u0080": "Control\u007f", "\u00f6": "Latin"
            }
            """));

    [Fact]
    public void Structures_of_the_reference_implementation_come_out_byte_for_byte() => Assert.Equal(
        """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}}""",
        Canonical("""
            {"1": {"f": {"f": "hi","F": 5} ,"\n": 56.0},"10": { },"": "empty","a": { },"111": [ { } ],"A": { }}
            """));

    [Theory] // RFC 8785, Appendix B
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void A_double_is_written_as_ECMAScript_writes_it(ulong bits, string expected)
    {
        var number = BitConverter.UInt64BitsToDouble(bits);
        Assert.Equal(expected, Canonical(number.ToString("E16", CultureInfo.InvariantCulture)));
        Assert.Equal(expected, Canonical(number.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("1", "1.0", "1e0", "10E-1", "0.1e1", "1.000000000000000000000000000000")]
    [InlineData("0", "-0", "0.0", "-0e5", "0e-9")]
    [InlineData("12345678901234567890", "12345678901234567890.00", "1234567890123456789e1")]
    [InlineData("0.1234567890123456789", "1234567890123456789e-19")]
    [InlineData("-1e+400", "-10e399", "-1e0000400")]
    public void Exact_numbers_that_are_equal_have_one_form(params string[] same) =>
        Assert.Single(same.Select(Exact).ToHashSet(StringComparer.Ordinal));

    [Theory]
    [InlineData("12345678901234567890", "12345678901234567891")]
    [InlineData("0.1234567890123456789", "0.1234567890123456788")]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("1e21", "1e22")]
    [InlineData("1e-7", "1e-8")]
    [InlineData("0.30000000000000000001", "0.3")]
    [InlineData("1", "-1")]
    [InlineData("1", "\"1\"")]
    public void Exact_numbers_that_differ_do_not_collapse(string one, string other) =>
        Assert.NotEqual(Exact(one), Exact(other), StringComparer.Ordinal);

    [Fact]
    public void A_signature_sees_numbers_as_doubles_and_refuses_what_is_none()
    {
        Assert.Equal(Canonical("9007199254740993"), Canonical("9007199254740992"));
        Assert.False(CanonicalJson.TryCanonicalise("1e400"u8, new ArrayBufferWriter<byte>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("1 2")]
    [InlineData("{} x")]
    [InlineData("[1,]")]
    [InlineData("01")]
    [InlineData("NaN")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\udc00\":1}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{\"a\":1,\"b\":2,\"\\u0061\":3}")]
    [InlineData("{\"x\":{\"\\u000a\":1,\"\\n\":2}}")]
    [InlineData("1e9999999999")]
    public void What_has_no_canonical_form_is_refused_and_nothing_is_written(string json)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.False(CanonicalJson.TryCanonicalise(Encoding.UTF8.GetBytes(json), output, exactNumbers: true));
        Assert.False(CanonicalJson.TryCanonicalise(Encoding.UTF8.GetBytes(json), output));
        Assert.Equal(0, output.WrittenCount);
    }

    [Theory]
    [InlineData("\"\xC3\"")]
    [InlineData("\"\xC3\\n\"")]
    [InlineData("{\"\xED\xA0\x80\":1}")]
    public void Invalid_UTF_8_is_refused_and_not_mended(string latin1) =>
        Assert.False(CanonicalJson.TryCanonicalise(Encoding.Latin1.GetBytes(latin1), new ArrayBufferWriter<byte>()));

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_and_up_to_it_is_read()
    {
        Assert.True(CanonicalJson.TryCanonicalise(Nested(CanonicalJson.MaxDepth), new ArrayBufferWriter<byte>()));
        Assert.False(CanonicalJson.TryCanonicalise(Nested(CanonicalJson.MaxDepth + 1), new ArrayBufferWriter<byte>()));
        Assert.False(CanonicalJson.TryCanonicalise(Nested(1_000_000), new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public void A_member_of_the_outermost_object_can_be_left_out_and_only_once()
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(CanonicalJson.TryCanonicaliseWithout(
            """{"z":{"signature":1},"signature":{"b":2,"a":1},"a":0}"""u8, "signature"u8, output));
        Assert.Equal("""{"a":0,"z":{"signature":1}}""", Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.False(CanonicalJson.TryCanonicaliseWithout(
            """{"signature":1,"a":0,"signature":2}"""u8, "signature"u8, new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public void However_a_document_is_spelled_its_canonical_form_is_the_same_and_stays_so()
    {
        const int Seed = 8785;
        TestContext.Current.SendDiagnosticMessage($"seed {Seed}");
        var random = new Random(Seed);
        for (var round = 0; round < 300; round++)
        {
            var document = Document(random, depth: 0);
            var first = Canonical(Spell(document, random));
            var second = Canonical(Spell(document, random));
            Assert.Equal(first, second);
            Assert.Equal(first, Canonical(first));
            Assert.Equal(Exact(Spell(document, random)), Exact(Spell(document, random)));
        }
    }

    private static byte[] Nested(int depth) =>
        Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth));

    private static string Canonical(string json) =>
        Encoding.UTF8.GetString(CanonicalJson.Canonicalise(Encoding.UTF8.GetBytes(json)));

    private static string Exact(string json)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.True(CanonicalJson.TryCanonicalise(Encoding.UTF8.GetBytes(json), output, exactNumbers: true), json);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    // A document as nested objects (dictionaries), arrays, texts and whole numbers.
    private static object Document(Random random, int depth) => random.Next(depth > 3 ? 2 : 4) switch
    {
        0 => Word(random),
        1 => -random.NextInt64(1, 1_000_000_000_000),
        2 => Enumerable.Range(0, random.Next(4)).Select(_ => Document(random, depth + 1)).ToArray(),
        _ => Enumerable.Range(0, random.Next(30)).Select(_ => Word(random)).Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, _ => Document(random, depth + 1), StringComparer.Ordinal),
    };

    private static string Word(Random random)
    {
        string[] pieces =
            ["a", "B", "\n", "\"", "\\", "\u0001", "\u001f", "é", "€", "\uE000", "\uFFFD", "😀", "\U0010FFFF", "/"];
        return string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static string Spell(object value, Random random)
    {
        var blank = random.Next(2) == 0 ? "" : " \n\t";
        return blank + value switch
        {
            string text => Spell(text, random),
            long number => random.Next(2) == 0 ? $"{number}" : $"{number}0.0e-1",
            object[] items => $"[{string.Join(',', items.Select(item => Spell(item, random)))}]",
            Dictionary<string, object> members => "{" + string.Join(',', Shuffled(members, random)
                .Select(member => Spell(member.Key, random) + blank + ":" + Spell(member.Value, random))) + "}",
            _ => throw new InvalidOperationException(),
        } + blank;
    }

    private static KeyValuePair<string, object>[] Shuffled(Dictionary<string, object> members, Random random)
    {
        var order = members.ToArray();
        random.Shuffle(order);
        return order;
    }

    private static string Spell(string text, Random random)
    {
        var spelled = new StringBuilder("\"");
        foreach (var unit in text)
        {
            var must = unit < 0x20 || unit is '"' or '\\' || char.IsSurrogate(unit);
            if (must || random.Next(3) == 0) spelled.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            else spelled.Append(unit);
        }

        return spelled.Append('"').ToString();
    }
}
