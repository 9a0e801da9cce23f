using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Rehearsing;

/// <summary>
/// Makes the folder that a rehearsal happens in: copies of all databases, what the plan refers to, and the plan itself with the
/// copies in place of the shops. From here on nothing knows where the shops are.
/// </summary>
public static class RehearsalFolder
{
    /// <summary>Name of the plan in the folder.</summary>
    public const string PlanFile = "plan.yaml";

    private static readonly string[] Taken = [PlanFile, "report.html", "certificate.json", "certificate.html"];

    /// <summary>Why nothing can be made there, or null. Nothing is ever overwritten.</summary>
    public static string? Complaint(string folder)
    {
        if (File.Exists(folder)) return $"{folder} is a file; name a new folder.";
        return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()
            ? $"{folder} is not empty; a rehearsal overwrites nothing: name a new folder."
            : null;
    }

    /// <summary>Makes it. The plan comes last, so that a folder with a plan is whole.</summary>
    /// <param name="plan">The person's plan.</param>
    /// <param name="folder">A folder in which nothing of this stands yet; it is made where it does not exist.</param>
    /// <param name="copies">Copies the databases.</param>
    /// <param name="cancel">Stops between two copies; what was made by then stays.</param>
    /// <returns>Path of the plan in the folder.</returns>
    /// <exception cref="StoreException">A database cannot be copied, or something stands in its place.</exception>
    /// <exception cref="IOException">A file stands in the place of another.</exception>
    public static string Make(PlanModel plan, string folder, IDatabaseCopies copies, CancellationToken cancel = default)
    {
        Directory.CreateDirectory(folder);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in plan.Sources)
        {
            cancel.ThrowIfCancellationRequested();
            values[$"sources/{source.Name}/connection"] = Copy(source.Connection, source.Name, folder, copies);
        }

        cancel.ThrowIfCancellationRequested();
        values["target/connection"] = Copy(plan.Target.Connection, "target", folder, copies);
        if (plan.Support.CentresFile is { } centres) Bring(plan, centres, folder, "support/service_centres", values);
        if (plan.Notices.TextsFolder is { } texts) Bring(plan, texts, folder, "notices/texts", values);
        var file = Path.Combine(folder, PlanFile);
        using (var copy = new FileStream(file, FileMode.CreateNew)) copy.Write(PlanCopy.Replace(File.ReadAllBytes(plan.File), values));
        return file;
    }

    private static string Copy(ConnectionModel connection, string name, string folder, IDatabaseCopies copies)
    {
        var file = Path.GetFileName(connection.Location) is { Length: > 0 } own ? own : name + ".db";
        if (Taken.Contains(file, StringComparer.OrdinalIgnoreCase) || Path.Exists(Path.Combine(folder, file))) file = name + "-" + file;
        return copies.Copy(connection, Path.Combine(folder, file)).Display;
    }

    /// <summary>What lies beside the plan comes along under its name; what lies elsewhere stays, and is named in full.</summary>
    private static void Bring(PlanModel plan, string path, string folder, string key, Dictionary<string, string> values)
    {
        var home = Path.GetDirectoryName(Path.GetFullPath(plan.File)) ?? "";
        var relative = Path.GetRelativePath(home, path);
        if (Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal))
        {
            values[key] = path;
            return;
        }

        var files = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            : new[] { path }.Where(File.Exists);
        foreach (var file in files)
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(home, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? folder);
            File.Copy(file, copy);
        }
    }
}
