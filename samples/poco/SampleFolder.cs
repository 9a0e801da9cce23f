using Storefold.Packs.Sql;

namespace Storefold.Samples.Poco;

/// <summary>Makes the folder that <c>storefold sample DIR</c> leaves: both databases, the plan and its directory.</summary>
public static class SampleFolder
{
    /// <summary>The files that are copied as they are; the plan last, so that a folder with a plan is whole.</summary>
    private static readonly string[] Texts = ["service-centres.csv", "plan.yaml"];

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
    /// <exception cref="ArgumentException">The folder cannot be used, or the options make no shop.</exception>
    /// <exception cref="StoreException">A database refused.</exception>
    public static SampleReport Write(
        string directory, SampleOptions options, SampleSchemas schemas, Func<string, ISqlSession> create)
    {
        if (Complaint(directory) is { } complaint) throw new ArgumentException(complaint, nameof(directory));
        if (options.Complaint() is { } wrong) throw new ArgumentException(wrong, nameof(options));
        Directory.CreateDirectory(directory);
        SampleReport report;
        using (var poco = create(Path.Combine(directory, "poco.db")))
        using (var mi = create(Path.Combine(directory, "mi.db")))
            report = SampleShop.Write(poco, mi, schemas, options);
        foreach (var text in Texts) File.Copy(Path.Combine(Home, text), Path.Combine(directory, text));
        return report;
    }
}
