using System.Text;
using Storefold.Rehearsing;

namespace Storefold.Tests.Rehearsing;

public sealed class The_plan_of_a_rehearsal
{
    private static readonly Dictionary<string, string> Copies = new(StringComparer.Ordinal)
    {
        ["sources/poco/connection"] = "sqlite:copy of \"poco\".db", ["target/connection"] = "sqlite:mi.db",
    };

    [Theory]
    [InlineData("\"sqlite:a.db\"", "", "sqlite:b.db")]
    [InlineData("'sqlite:a.db'", "   # a comment", "\"sqlite:b.db\"")]
    [InlineData("sqlite:${SHOP}/ä🙂.db", "  ", "'sqlite:''b''.db'")]
    [InlineData(">-\n      sqlite:a.db", "", "sqlite:b.db")]
    public void Is_the_plan_of_the_person_byte_for_byte_but_for_its_connections(string source, string rest, string target)
    {
        foreach (var newline in new[] { "\n", "\r\n" })
        {
            foreach (var preamble in new[] { "", "\uFEFF" })
            {
                string Plan(string one, string two) => preamble + string.Join(newline,
                [
                    "# Überschrift 🙂", "retirement: poco   # trailing  ", "sources:", "  poco:", "    connection: " + one + rest,
                    "    pack: poco-store", "target: { pack: mi-platform, connection: " + two + " }", "sites: []", "", "",
                ]);

                var before = Encoding.UTF8.GetBytes(Plan(source.ReplaceLineEndings(newline), target));
                var after = Encoding.UTF8.GetString(PlanCopy.Replace(before, Copies));

                Assert.Equal(Plan("\"sqlite:copy of \\\"poco\\\".db\"", "\"sqlite:mi.db\""), after);
            }
        }
    }

    [Fact]
    public void Cannot_be_made_where_the_plan_has_no_such_value() =>
        Assert.Throws<ArgumentException>(() => PlanCopy.Replace("retirement: x\nsources: {}\n"u8, Copies));
}
