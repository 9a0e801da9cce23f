using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Rehearsing;
using Storefold.Samples.Poco;
using Storefold.Tests.Sample;

namespace Storefold.Tests.Rehearsing;

public sealed class The_folder_of_a_rehearsal : IDisposable
{
    private readonly SampleShops _shops = new(SampleOptions.Default with { Customers = 5 });
    private readonly TempFolder _folder = new();

    private string Plan => Path.Combine(_shops.Folder, "plan.yaml");

    [Fact]
    public void Holds_copies_of_both_sides_and_of_what_the_plan_refers_to()
    {
        Directory.CreateDirectory(Path.Combine(_shops.Folder, "notices", "en"));
        File.WriteAllText(Path.Combine(_shops.Folder, "notices", "en", "banner.md"), "Closing.");
        Edit("  sample: true ", "  texts: notices\n  sample: true ");

        var plan = Make();

        Assert.Equal(["mi.db", "notices", "plan.yaml", "poco.db", "service-centres.csv"], Entries(), StringComparer.Ordinal);
        Assert.True(File.Exists(_folder.File("rehearsal/notices/en/banner.md")));
        var before = File.ReadAllText(Plan);
        Assert.Equal(before, File.ReadAllText(plan));
        var copy = RehearsalLab.Load(plan).Plan;
        Assert.StartsWith(_folder.Path, copy.Target.Connection.Location, StringComparison.Ordinal);
        Assert.StartsWith(_folder.Path, copy.Sources[0].Connection.Location, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_full_what_lies_elsewhere()
    {
        var elsewhere = Path.Combine(_shops.Folder, "..", "centres.csv");
        File.Move(Path.Combine(_shops.Folder, "service-centres.csv"), elsewhere);
        Edit("service_centres: service-centres.csv", "service_centres: ../centres.csv");

        Assert.Equal(Path.GetFullPath(elsewhere), RehearsalLab.Load(Make()).Plan.Support.CentresFile);
        Assert.Equal(["mi.db", "plan.yaml", "poco.db"], Entries(), StringComparer.Ordinal);
    }

    [Fact]
    public void Keeps_databases_of_one_name_apart()
    {
        Directory.CreateDirectory(Path.Combine(_shops.Folder, "target"));
        File.Move(Path.Combine(_shops.Folder, "mi.db"), Path.Combine(_shops.Folder, "target", "poco.db"));
        Edit("sqlite:mi.db", "sqlite:target/poco.db");

        var plan = RehearsalLab.Load(Make()).Plan;

        Assert.Equal(["plan.yaml", "poco.db", "service-centres.csv", "target-poco.db"], Entries(), StringComparer.Ordinal);
        Assert.EndsWith("target-poco.db", plan.Target.Connection.Location, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_never_made_over_something()
    {
        Directory.CreateDirectory(_folder.File("rehearsal"));
        File.WriteAllText(_folder.File("rehearsal/plan.yaml"), "mine");

        Assert.NotNull(RehearsalFolder.Complaint(_folder.File("rehearsal")));
        Assert.Throws<IOException>(Make);
        Assert.Equal("mine", File.ReadAllText(_folder.File("rehearsal/plan.yaml")));
    }

    [Fact]
    public void A_copy_overwrites_nothing()
    {
        File.WriteAllText(_folder.File("there.db"), "mine");
        var source = RehearsalLab.Load(Plan).Plan.Sources[0].Connection;

        Assert.Throws<StoreException>(() => new Connections().Copy(source, _folder.File("there.db")));
        Assert.Equal("mine", File.ReadAllText(_folder.File("there.db")));
    }

    public void Dispose()
    {
        File.Delete(Path.Combine(_shops.Folder, "..", "centres.csv"));
        _folder.Dispose();
        _shops.Dispose();
    }

    private string Make() => RehearsalFolder.Make(RehearsalLab.Load(Plan).Plan, _folder.File("rehearsal"), new Connections(), TestContext.Current.CancellationToken);

    private IEnumerable<string> Entries() =>
        Directory.EnumerateFileSystemEntries(_folder.File("rehearsal")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private void Edit(string old, string replacement)
    {
        var text = File.ReadAllText(Plan);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(Plan, text.Replace(old, replacement, StringComparison.Ordinal));
    }
}
