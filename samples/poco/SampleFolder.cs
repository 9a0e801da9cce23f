using Storefold.Packs.Sql;

namespace Storefold.Samples.Poco;

/// <summary>One of the sample's two shops.</summary>
/// <param name="Name">Its name in options.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Pack">Its pack.</param>
/// <param name="File">The file that the sample's plan names.</param>
public sealed record SampleDatabase(string Name, string Title, string Pack, string File);

/// <summary>Makes the folder that <c>storefold sample DIR</c> leaves: both databases, the plan and its directory.</summary>
public static class SampleFolder
{
    /// <summary>The files that are copied as they are; the plan last, so that a folder with a plan is whole.</summary>
    private static readonly string[] Texts = ["service-centres.csv", "plan.yaml"];

    /// <summary>The two shops.</summary>
    public static IReadOnlyList<SampleDatabase> Shops { get; } =
    [
        new("poco", "the retiring shop", "poco-store", "poco.db"),
        new("mi", "the target", "mi-platform", "mi.db"),
    ];

    /// <summary>Where the sample's own files are: beside the program.</summary>
    public static string Home { get; } = Path.Combine(AppContext.BaseDirectory, "samples", "poco");

    /// <summary>Why nothing can be made there, or null. Nothing is ever overwritten.</summary>
    public static string? Complaint(string directory)
    {
        if (File.Exists(directory)) return $"{directory} is a file; name a new folder.";
        return Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()
            ? $"{directory} is not empty; name a new folder."
            : null;
    }

    /// <summary>Writes <c>poco.db</c>, <c>mi.db</c>, <c>service-centres.csv</c> and, last of all, <c>plan.yaml</c>.</summary>
    /// <param name="directory">A folder that is empty or does not exist.</param>
    /// <param name="options">How large and how nasty.</param>
    /// <param name="schemas">The packs' <c>schema.sql</c>.</param>
    /// <param name="create">Opens a session on a database file that does not exist yet.</param>
    /// <param name="cancel">Stops it; what was made by then stays.</param>
    /// <exception cref="ArgumentException">The folder cannot be used, or the options make no shop.</exception>
    /// <exception cref="StoreException">A database refused.</exception>
    public static SampleReport Write(
        string directory, SampleOptions options, SampleSchemas schemas, Func<string, ISqlSession> create, CancellationToken cancel = default)
    {
        if (Complaint(directory) is { } complaint) throw new ArgumentException(complaint, nameof(directory));
        if (options.Complaint() is { } wrong) throw new ArgumentException(wrong, nameof(options));
        Directory.CreateDirectory(directory);
        SampleReport report;
        using (var poco = create(Path.Combine(directory, "poco.db")))
        using (var mi = create(Path.Combine(directory, "mi.db")))
            report = SampleShop.Write(poco, mi, schemas, options, cancel);
        foreach (var text in Texts) File.Copy(Path.Combine(Home, text), Path.Combine(directory, text));
        return report;
    }

    /// <summary>Lets the plan name another database, and removes the file that it named.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="shop">The shop that has been copied.</param>
    /// <param name="connection">Where it is now, as a plan writes it.</param>
    public static void Replace(string directory, SampleDatabase shop, string connection)
    {
        var plan = Path.Combine(directory, "plan.yaml");
        var text = File.ReadAllText(plan);
        File.WriteAllText(plan, text.Replace($"\"sqlite:{shop.File}\"", $"\"{connection}\"", StringComparison.Ordinal));
        File.Delete(Path.Combine(directory, shop.File));
    }
}
