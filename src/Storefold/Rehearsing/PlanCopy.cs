using System.Text;
using Storefold.Planning;
using YamlDotNet.RepresentationModel;

namespace Storefold.Rehearsing;

/// <summary>
/// The plan of a rehearsal: the person's file with other connections, and every other byte as it was, so that what is rehearsed
/// is what was written. Values are replaced by their position in the file; nothing is parsed and written again.
/// </summary>
internal static class PlanCopy
{
    /// <summary>Replaces values.</summary>
    /// <param name="plan">The bytes of a plan that <see cref="PlanReader"/> accepts: UTF-8.</param>
    /// <param name="values">New value by the path of its key, as in <c>sources/poco/connection</c>.</param>
    /// <exception cref="ArgumentException">The plan has no such value.</exception>
    public static byte[] Replace(ReadOnlySpan<byte> plan, IReadOnlyDictionary<string, string> values)
    {
        var preamble = plan.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var text = Encoding.UTF8.GetString(plan[preamble..]);
        var stream = new YamlStream();
        using (var reader = new StringReader(text)) stream.Load(reader);
        var root = stream.Documents[0].RootNode;
        var result = new StringBuilder(text);
        foreach (var (node, value) in values
            .Select(pair => (Node: Find(root, pair.Key), pair.Value))
            .OrderByDescending(pair => pair.Node.Start.Index))
        {
            var start = (int)node.Start.Index;
            var end = (int)node.End.Index;
            // A block scalar ends after its line.
            while (char.IsWhiteSpace(text[end - 1])) end--;
            result.Remove(start, end - start).Insert(start, Quoted(value));
        }

        return [.. plan[..preamble], .. Encoding.UTF8.GetBytes(result.ToString())];
    }

    private static YamlScalarNode Find(YamlNode root, string path)
    {
        var node = root;
        foreach (var key in path.Split('/'))
        {
            node = node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child)
                ? child
                : throw new ArgumentException($"The plan has no {path}.", nameof(path));
        }

        return node as YamlScalarNode ?? throw new ArgumentException($"{path} is no single value.", nameof(path));
    }

    private static string Quoted(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
