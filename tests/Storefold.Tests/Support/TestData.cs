using System.Diagnostics.CodeAnalysis;

namespace Storefold.Tests.Support;

/// <summary>
/// Real data, which is not part of the repository: <c>$STOREFOLD_DATA</c>, or <c>../shared/data</c> beside the
/// repository. Where it is absent the calling test is skipped, except with <c>CI=true</c>, where it fails.
/// </summary>
internal static class TestData
{
    private static readonly Lazy<TempFolder> Unpacked = new(() =>
    {
        var folder = new TempFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });

    private static readonly Lazy<string> Vendure = new(() => Unpack("platforms/vendure-3.7.3.sqlite.xz"));

    /// <summary>A file of the data; skips or fails the calling test where it is absent.</summary>
    /// <param name="name">Path inside the data, with slashes.</param>
    public static string Path(string name)
    {
        var file = System.IO.Path.Combine(Folder(), name);
        if (!File.Exists(file))
            GoWithout($"the real data is not on this machine: {name} (STOREFOLD_DATA names its folder)");
        return file;
    }

    /// <summary>
    /// The database that a real Vendure wrote, unpacked once per run. It is read-only: copy it before writing, or take
    /// <see cref="VendureCopy"/>.
    /// </summary>
    public static string VendureSqlite()
    {
        // Outside the Lazy: it would keep the first test's skip and hand it to all others.
        Path("platforms/vendure-3.7.3.sqlite.xz");
        RequireXz();
        return Vendure.Value;
    }

    /// <summary>A copy of that database that may be written.</summary>
    public static string VendureCopy(string target)
    {
        File.WriteAllBytes(target, File.ReadAllBytes(VendureSqlite()));
        return target;
    }

    /// <summary>Whether the run is one where absence is a failure.</summary>
    public static bool IsCi =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Skips the calling test with a reason, or fails it in CI.</summary>
    [DoesNotReturn]
    public static void GoWithout(string reason)
    {
        if (IsCi) Assert.Fail(reason);
        Assert.Skip(reason);
    }

    private static string Folder() => Environment.GetEnvironmentVariable("STOREFOLD_DATA") is { Length: > 0 } named
        ? named
        : System.IO.Path.Combine(Repository.Root, "..", "shared", "data");

    private static void RequireXz()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(System.IO.Path.Combine(folder, "xz"))))
            GoWithout("xz is missing (Debian: xz-utils)");
    }

    private static string Unpack(string name)
    {
        var file = Unpacked.Value.File(System.IO.Path.GetFileNameWithoutExtension(name));
        var packed = file + ".xz";
        File.WriteAllBytes(packed, File.ReadAllBytes(Path(name)));
        var answer = Tool.Run("xz", Unpacked.Value.Path, "--decompress", packed);
        Assert.True(answer.ExitCode == 0, answer.All);
        File.SetAttributes(file, FileAttributes.ReadOnly);
        return file;
    }
}
