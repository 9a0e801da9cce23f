using System.Globalization;
using System.Text.Unicode;

namespace Storefold.Connectors.Platform;

/// <summary>
/// Takes an answer of JSON lines apart. That it is whole is proven twice: each line ends with a line feed, and a header says how many
/// there are. An answer that was cut is an error and never a short table.
/// </summary>
internal static class JsonLines
{
    /// <summary>The lines of an answer.</summary>
    /// <param name="platform">Name for messages.</param>
    /// <param name="path">What was asked, for messages.</param>
    /// <param name="answer">The answer.</param>
    public static List<ReadOnlyMemory<byte>> Of(string platform, string path, PlatformAnswer answer)
    {
        if (!long.TryParse(answer.Rows, NumberStyles.None, CultureInfo.InvariantCulture, out var expected))
            throw PlatformFault.Of(platform, $"the answer for {path} has no header Storefold-Rows that says how many lines it has");
        var body = answer.Body;
        if (!Utf8.IsValid(body)) throw PlatformFault.Of(platform, $"the answer for {path} is not UTF-8");
        if (body.Length > 0 && body[^1] != '\n') throw PlatformFault.Later(platform, $"the answer for {path} is cut off in its last line");
        var lines = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < body.Length;)
        {
            var length = body.AsSpan(at).IndexOf((byte)'\n');
            lines.Add(body.AsMemory(at, length));
            at += length + 1;
        }

        return lines.Count == expected
            ? lines
            : throw PlatformFault.Later(platform, $"the answer for {path} has {lines.Count} lines and should have {expected}");
    }
}
