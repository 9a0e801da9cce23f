using System.Text;
using Storefold.Planning;

namespace Storefold.Tests.Planning;

public sealed class Files_that_are_no_plan_are_refused
{
    [Fact]
    public void A_missing_file()
    {
        using var folder = new TempFolder();
        var path = folder.File("nothing.yaml");
        var result = Plans.ReadFile(path);
        Assert.Equal(PlanCodes.NotFound, Plans.Only(result).Code);
        Assert.Equal(path, Plans.Only(result).File);
        Assert.Equal(PlanCodes.NotFound, Plans.Only(Plans.ReadFile(Path.Combine(path, "deeper.yaml"))).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("plan\0.yaml")]
    public void A_name_that_no_file_has(string path) =>
        Assert.Equal(PlanCodes.NotFound, Plans.Only(Plans.ReadFile(path)).Code);

    [Fact]
    public void A_folder()
    {
        using var folder = new TempFolder();
        Assert.Equal(PlanCodes.NotAFile, Plans.Only(Plans.ReadFile(folder.Path)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("null\n")]
    [InlineData("\uFEFF")]
    public void An_empty_file(string text) => Assert.Equal(PlanCodes.Empty, Plans.Only(Plans.Read(text)).Code);

    [Theory]
    [InlineData("just words\n")]
    [InlineData("- a\n- list\n")]
    [InlineData("42")]
    public void Something_else_than_keys_with_values(string text) =>
        Assert.Equal(PlanCodes.WrongKind, Plans.Only(Plans.Read(text)).Code);

    [Fact]
    public void A_database_given_by_mistake()
    {
        var finding = Plans.Only(Plans.Read([.. "SQLite format 3\0"u8, 16, 0, 1, 1, 0, 64, 32, 32]));
        Assert.Equal((PlanCodes.Binary, 1), (finding.Code, finding.Line));
    }

    [Fact]
    public void A_control_character_in_the_middle()
    {
        var finding = Plans.Only(Plans.ReadWith("into: mi-points", "into: mi\u0007points"));
        Assert.Equal((PlanCodes.Binary, 15), (finding.Code, finding.Line));
    }

    [Fact]
    public void Text_in_an_old_encoding()
    {
        var text = Plans.Minimal.Replace("mi-points", "Bücher", StringComparison.Ordinal);
        var finding = Plans.Only(Plans.Read(Encoding.Latin1.GetBytes(text)));
        Assert.Equal((PlanCodes.NotUtf8, 15), (finding.Code, finding.Line));
    }

    [Fact]
    public void Text_in_utf_16()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Plans.Minimal)];
        Assert.Equal(PlanCodes.NotUtf8, Plans.Only(Plans.Read(bytes)).Code);
    }

    [Fact]
    public void A_file_of_more_than_a_megabyte()
    {
        var filler = new string('#', 1024 * 1024 - Encoding.UTF8.GetByteCount(Plans.Minimal));
        Assert.Empty(Plans.Read(Plans.Minimal + filler).Diagnostics);
        Assert.Equal(PlanCodes.TooLarge, Plans.Only(Plans.Read(Plans.Minimal + filler + "#")).Code);
    }

    [Fact]
    public void A_megabyte_of_brackets()
    {
        Assert.Equal(PlanCodes.TooDeep, Plans.Only(Plans.Read(new string('[', 1024 * 1024))).Code);
        Assert.Equal(PlanCodes.TooDeep, Plans.Only(Plans.Read(string.Concat(Enumerable.Repeat("a: {", 200_000)))).Code);
    }

    [Fact]
    public void More_sites_than_anybody_has()
    {
        var sites = string.Concat(Enumerable.Range(0, 501).Select(number => $"  s{number}: {{}}\n"));
        var (before, after) = (Plans.Minimal.Split("  uk:")[0], Plans.Minimal.Split("allowed_hosts:")[1]);
        var text = before + sites + "allowed_hosts:" + after;
        var finding = Plans.Only(Plans.Read(text));
        Assert.Equal((PlanCodes.BadValue, 5), (finding.Code, finding.Line));
    }

    [Fact]
    public void A_value_longer_than_any_value()
    {
        var finding = Plans.Only(Plans.ReadWith("into: mi-points", "into: " + new string('x', 3000)));
        Assert.Equal((PlanCodes.BadValue, 15), (finding.Code, finding.Line));
    }

    [Theory]
    [InlineData("poco.yaml")]
    [InlineData("public.yaml")]
    public void No_bytes_whatever_make_the_reader_throw(string file)
    {
        // Seeds are fixed and printed, so that a failure replays.
        var good = File.ReadAllBytes(Path.Combine(Plans.Folder(), "Good", file));
        byte[] favourites = [.. "\t\n\r :-?[]{},#&*!|>'\"%@`~<=0/.$\\\0"u8, 0x80, 0xC3, 0xE2, 0xF0, 0xFF];
        using var folder = new TempFolder();
        var path = folder.File("plan.yaml");
        File.WriteAllText(folder.File("service-centres.csv"), "");
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var bytes = Mutate(good, random, favourites);
            File.WriteAllBytes(path, bytes);
            try
            {
                var result = Plans.ReadFile(path);
                var errors = result.Diagnostics.Count(finding => finding.Severity == Severity.Error);
                Assert.Equal(result.Plan is null, errors > 0);
                foreach (var finding in result.Diagnostics)
                {
                    var complaint = Broken_plans_are_explained.Complaint(finding, path);
                    Assert.True(complaint is null, $"{complaint}: {finding}");
                }
            }
            catch (Exception problem)
            {
                Assert.Fail($"seed {seed}: {problem}\n{Encoding.Latin1.GetString(bytes)}");
            }
        }
    }

    private static byte[] Mutate(byte[] good, Random random, byte[] favourites)
    {
        List<byte> bytes = [.. good];
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var any = random.Next(4) == 0 ? (byte)random.Next(256) : favourites[random.Next(favourites.Length)];
            switch (random.Next(5))
            {
                case 0: bytes[at] = any; break;
                case 1: bytes.Insert(at, any); break;
                case 2: bytes.RemoveRange(at, random.Next(1, Math.Min(40, bytes.Count - at) + 1)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(80, bytes.Count - at)))); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }

            if (bytes.Count == 0) bytes.Add(any);
        }

        return [.. bytes];
    }
}
