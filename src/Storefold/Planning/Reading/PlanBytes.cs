using System.Buffers;
using System.Text;

namespace Storefold.Planning.Reading;

/// <summary>The plan file up to its text: everything that can be wrong before a parser may see it.</summary>
internal static class PlanBytes
{
    /// <summary>A plan is a page or two; a megabyte is a database given by mistake.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>The bytes, null after reporting why not.</summary>
    public static byte[]? Load(string path, Findings findings)
    {
        const string Name = "name a plan file; storefold init writes a starter";
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            findings.Error(PlanCodes.NotFound, 0, "no plan file was named", Name);
            return null;
        }

        try
        {
            if (Directory.Exists(path))
            {
                findings.Error(PlanCodes.NotAFile, 0, "this is a folder, not a plan file",
                    "name a plan file inside it");
                return null;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete);
            // Not by its length: a pipe has none.
            using var bytes = new MemoryStream();
            var buffer = new byte[16 * 1024];
            int length;
            while (bytes.Length <= Largest && (length = file.Read(buffer)) > 0) bytes.Write(buffer, 0, length);
            if (bytes.Length <= Largest) return bytes.ToArray();
            findings.Error(PlanCodes.TooLarge, 0, "the file is larger than 1 MiB, which no plan is", Name);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            findings.Error(PlanCodes.NotFound, 0, "there is no such file", Name);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            findings.Error(PlanCodes.Unreadable, 0, "the file cannot be read: " + Reason(problem),
                "see who may read it, and whether it is an ordinary file");
        }

        return null;
    }

    /// <summary>The text without a byte order mark, null after reporting why not.</summary>
    public static string? Decode(byte[] bytes, Findings findings)
    {
        const string Save = "save the file as UTF-8";
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            findings.Error(PlanCodes.NotUtf8, 1, "the file is UTF-16", Save);
            return null;
        }

        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] is >= 0x20 and not 0x7F or (byte)'\t' or (byte)'\n' or (byte)'\r') continue;
            findings.Error(PlanCodes.Binary, LineOf(bytes, at),
                "the file holds control characters: this is not a text file",
                "name a plan file in YAML, not a database or an archive");
            return null;
        }

        for (var at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes.AsSpan(at), out _, out var length) != OperationStatus.Done)
            {
                findings.Error(PlanCodes.NotUtf8, LineOf(bytes, at), "this line is not UTF-8", Save);
                return null;
            }

            at += length;
        }

        var text = Encoding.UTF8.GetString(bytes);
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    /// <summary>Reports tabs that indent: YAML forbids them, and its parsers name another line or reason.</summary>
    public static bool FindTabs(string text, Findings findings)
    {
        var found = false;
        var line = 0;
        foreach (var row in text.AsSpan().EnumerateLines())
        {
            line++;
            var indent = row.Length - row.TrimStart(" \t").Length;
            if (indent == row.Length || row[..indent].IndexOf('\t') < 0) continue;
            found = true;
            findings.Error(PlanCodes.Tab, line, "this line is indented with a tab",
                "indent with spaces, two for each level");
        }

        return found;
    }

    private static int LineOf(byte[] bytes, int at) => 1 + bytes.AsSpan(0, at).Count((byte)'\n');

    // The framework's message names the path in full, which the person did not write.
    private static string Reason(Exception problem) =>
        problem is UnauthorizedAccessException ? "access is denied" : "the system refuses";
}
