namespace Storefold.Tests.Tidy;

public sealed class The_house_is_tidy(ITestOutputHelper output)
{
    [Fact]
    public void A_folder_of_the_domain_uses_only_folders_to_its_left() =>
        Nothing(TidyRules.FolderOrder(SourceTree.Files));

    [Fact]
    public void Only_the_connectors_know_a_driver() => Nothing(TidyRules.Drivers(SourceTree.Files));

    [Fact]
    public void Siblings_do_not_know_each_other() => Nothing(TidyRules.Siblings(SourceTree.Files));

    [Fact]
    public void Nothing_is_left_for_later() => Nothing(TidyRules.UnfinishedWork(SourceTree.Files));

    [Fact]
    public void Lines_fit_a_window()
    {
        var longer = TidyRules.LongLines(SourceTree.Files, TidyRules.LineAim).Count();
        output.WriteLine($"{longer} lines of code are longer than {TidyRules.LineAim}");
        var tests = SourceTree.Files.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal)).ToList();
        Nothing(TidyRules.LongLines(SourceTree.Files.Except(tests), TidyRules.LineLimit)
            .Concat(TidyRules.LongLines(tests, TidyRules.TestLineLimit)));
    }

    [Fact]
    public void Files_are_one_thing()
    {
        output.WriteLine($"median file of code: {TidyRules.Median(SourceTree.Files)} lines");
        Nothing(TidyRules.LongFiles(SourceTree.Files));
    }

    [Fact]
    public void Nothing_depends_on_one_machine() => Nothing(TidyRules.Places(SourceTree.Files));

    [Fact]
    public void The_solution_holds_every_project() => Nothing(TidyRules.Solution(SourceTree.Files));

    [Fact]
    public void No_test_is_skipped_outright() => Nothing(TidyRules.OutrightSkips(SourceTree.Files));

    private static void Nothing(IEnumerable<string> found)
    {
        var list = found.ToList();
        Assert.True(list.Count == 0, "\n" + string.Join('\n', list));
    }
}
