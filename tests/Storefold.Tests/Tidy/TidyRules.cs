using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefold.Tests.Tidy;

/// <summary>
/// What the tree promises about itself, as functions over files, so that they can be tried on made-up ones. Each
/// returns what breaks it as <c>path:line: why</c>.
/// </summary>
internal static partial class TidyRules
{
    public const int LineLimit = 160;
    public const int TestLineLimit = 240; // tests hold rows of data and SQL, one to a line
    public const int LineAim = 120;
    public const int FileLimit = 400;

    /// <summary>The folders of src/Storefold in the order in which a fold goes through them.</summary>
    public static readonly string[] Folders =
    [
        "Shop", "Planning", "Packs", "Scheduling", "Domains", "Journaling", "Loyalty", "Matching", "Redirects", "Notices",
        "Announcing", "Engine", "Verification", "Certifying", "Deciding", "Retiring", "Rehearsing",
    ];

    private const string Domain = "src/Storefold/";
    private const int Patience = 10_000; // milliseconds per match; a pattern that needs them is wrong

    /// <summary>Inside the domain a folder uses only what stands to its left.</summary>
    public static IEnumerable<string> FolderOrder(IEnumerable<SourceFile> files) => files
        .Where(file => file.IsCode && IsIn(file, Domain))
        .SelectMany(file =>
        {
            var folder = Path.GetDirectoryName(file.Path[Domain.Length..])?.Split('/')[0] ?? "";
            var own = Array.IndexOf(Folders, folder);
            return own < 0
                ? [$"{file.Path}:1: '{folder}' is no folder of the order"]
                : Find(file, FolderName(), name => Array.IndexOf(Folders, name) > own, name => $"not for {folder}: {name}");
        });

    /// <summary>Only Storefold.Connectors knows a driver, and the domain knows no web server.</summary>
    public static IEnumerable<string> Drivers(IEnumerable<SourceFile> files) => files
        .Where(file => file.IsProject || (file.IsCode && IsHouse(file)))
        .Where(file => !IsIn(file, "src/Storefold.Connectors/"))
        .SelectMany(file => Find(file, DriverName(), _ => true, name => $"{name} outside Storefold.Connectors")
            .Concat(IsIn(file, Domain) ? Find(file, WebServer(), _ => true, name => $"{name} in the domain") : []));

    /// <summary>Projects of src refer to the domain only; the command line alone puts them together.</summary>
    public static IEnumerable<string> Siblings(IEnumerable<SourceFile> files) => files
        .Where(file => IsHouse(file) && !IsIn(file, "src/Storefold.Cli/"))
        .SelectMany(file =>
        {
            var own = file.Path.Split('/')[1];
            return Find(
                file, ProjectName(), name => !string.Equals(name, own, StringComparison.Ordinal), name => $"not for {own}: {name}");
        });

    /// <summary>Unfinished work is done or left out, never announced.</summary>
    public static IEnumerable<string> UnfinishedWork(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => Find(file, Unfinished(), _ => true, word => word));

    /// <summary>No line of code is longer than a reader's window.</summary>
    public static IEnumerable<string> LongLines(IEnumerable<SourceFile> files, int limit) => files
        .Where(file => file.IsCode)
        .SelectMany(file => file.Lines.Index().Where(at => at.Item.Length > limit).Select(at =>
            At(file, at.Index, string.Create(CultureInfo.InvariantCulture, $"{at.Item.Length} characters"))));

    /// <summary>No file of code is longer than one thing.</summary>
    public static IEnumerable<string> LongFiles(IEnumerable<SourceFile> files) => files
        .Where(file => file.IsCode && file.Lines.Count > FileLimit)
        .Select(file => At(file, FileLimit, "one of " + file.Lines.Count.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Nothing speaks of one machine's folders or of one package source.</summary>
    public static IEnumerable<string> Places(IEnumerable<SourceFile> files) =>
        files.SelectMany(file => Find(file, MachinePlace(), _ => true, place => $"'{place}' is not the same everywhere"));

    /// <summary>Every project is built by the solution.</summary>
    public static IEnumerable<string> Solution(IReadOnlyList<SourceFile> files)
    {
        var solution = files.Single(file => file.Path.EndsWith(".slnx", StringComparison.Ordinal)).Text;
        return files.Where(file => file.IsProject && !solution.Contains($"\"{file.Path}\"", StringComparison.Ordinal))
            .Select(file => At(file, 0, "not in the solution"));
    }

    /// <summary>A test is skipped for what a machine lacks, never outright.</summary>
    public static IEnumerable<string> OutrightSkips(IEnumerable<SourceFile> files) => files
        .Where(file => file.IsCode && IsIn(file, "tests/"))
        .SelectMany(file => Find(file, OutrightSkip(), _ => true, _ => "skipped outright"));

    /// <summary>Lines of the middle file.</summary>
    public static int Median(IEnumerable<SourceFile> files)
    {
        var lengths = files.Where(file => file.IsCode).Select(file => file.Lines.Count).Order().ToList();
        return lengths.Count == 0 ? 0 : lengths[lengths.Count / 2];
    }

    // A comment may name a type to the right: readers follow it, the compiler does not.
    private static IEnumerable<string> Find(
        SourceFile file, Regex what, Func<string, bool> isWrong, Func<string, string> why)
    {
        var skipComments = file.IsCode && what != Unfinished() && what != MachinePlace();
        for (var index = 0; index < file.Lines.Count; index++)
        {
            var line = file.Lines[index];
            if (skipComments && line.AsSpan().TrimStart().StartsWith("//")) continue;
            foreach (var match in what.Matches(line).Where(match => isWrong(match.Groups["name"].Value)))
                yield return At(file, index, why(match.Groups["name"].Value));
        }
    }

    /// <summary>What is shipped: the sources and the samples.</summary>
    private static bool IsHouse(SourceFile file) => IsIn(file, "src/") || IsIn(file, "samples/");

    private static bool IsIn(SourceFile file, string folder) => file.Path.StartsWith(folder, StringComparison.Ordinal);

    private static string At(SourceFile file, int index, string why) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.Path}:{index + 1}: {why}");

    // `using Storefold.Engine`, `Storefold.Engine.X` and, as namespaces nest, `Engine.X`.
    [GeneratedRegex(
        @"(?:\bStorefold\.|(?<![\w.])(?=\w+\.[A-Z]))(?<name>Shop|Planning|Packs|Scheduling|Domains|Journaling|Loyalty|"
        + @"Matching|Redirects|Notices|Announcing|Engine|Verification|Certifying|Deciding|Retiring|Rehearsing)\b",
        RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex FolderName();

    [GeneratedRegex(
        @"\b(?<name>SQLitePCL(Raw)?|Microsoft\.Data\.\w+|Npgsql|MySqlConnector|MySql\.Data|RabbitMQ\.Client|"
        + @"System\.Data\.SQLite)\b",
        RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex DriverName();

    [GeneratedRegex(
        @"(?<name>Microsoft\.AspNetCore|Microsoft\.NET\.Sdk\.Web)",
        RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex WebServer();

    [GeneratedRegex(
        @"(?<name>Storefold\.(Connectors|Gate|Dashboard|Cli))\b",
        RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex ProjectName();

    [GeneratedRegex(
        @"\b(?<name>TO[D]O|FIX[M]E|HAC[K]|NotImplemented[E]xception)\b",
        RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Unfinished();

    [GeneratedRegex(
        @"(?<name>/(work|root)[/]|/tmp[/]wt|nuget[.]org|npm[j]s|deb[.]debian|archive[.]ubuntu)",
        RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex MachinePlace();

    [GeneratedRegex(
        @"\b(?<name>Skip\s*=\s*"")",
        RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex OutrightSkip();
}
