using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Storefold.Packs;

/// <summary>
/// Reads <c>pack.yaml</c> together with the packs that it extends, as one mapping. Mappings are merged key by key, where
/// <c>key: ~</c> takes a key of the lower pack away; items of lists come after those of the lower pack, where
/// <c>!remove item</c> takes one away; everything else, and whatever has <c>!replace</c> in front, takes the place of what
/// the lower pack says. A row's tables are always replaced. Name and title are never inherited.
/// </summary>
/// <param name="findings">Takes what is wrong.</param>
/// <param name="prefix">Another table prefix than the usual one; null for that.</param>
internal sealed partial class PackLayers(PackFindings findings, TablePrefix? prefix = null)
{
    private const string Code = "pack.extends";
    private const string Extends = "extends";
    private const string Remove = "!remove";
    private const string Replace = "!replace";
    private static readonly string[] OwnKeys = ["name", "title", Extends];

    private readonly List<string> _folders = [];
    private readonly List<string> _shown = [];

    /// <summary>Folders in the order in which a file is looked for: the pack's own first.</summary>
    public IReadOnlyList<string> Folders => _folders;

    /// <summary>The same as people know them.</summary>
    public IReadOnlyList<string> Shown => _shown;

    /// <summary>The merged mapping; null after reporting.</summary>
    /// <param name="folder">The pack's own folder.</param>
    /// <param name="shown">As people know it.</param>
    public YamlMappingNode? Read(string folder, string shown)
    {
        if (Load(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), shown) is not { } root) return null;
        foreach (var node in root.AllNodes.Where(node => node is { Tag: { IsEmpty: false, IsNonSpecific: false } }))
            findings.Error(Code, node, $"'{node.Tag.Value}' has nothing here to act on.", $"a pack that extends another knows {Remove} and {Replace}");
        return root;
    }

    private YamlMappingNode? Load(string folder, string shown)
    {
        _folders.Add(folder);
        _shown.Add(shown);
        var file = Path.Combine(shown, "pack.yaml");
        if (Parse(Path.Combine(folder, "pack.yaml"), file) is not { } root) return null;
        findings.StandsIn(root, file);
        if (!root.Children.TryGetValue(new YamlScalarNode(Extends), out var asked)) return root;
        if (LowerFolder(folder, asked) is not { } lower) return null;
        if (Load(lower, Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(shown)) ?? "", Path.GetFileName(lower))) is not { } below)
            return null;
        Merge(root, below, "");
        return root;
    }

    private YamlMappingNode? Parse(string path, string file)
    {
        if (!File.Exists(path))
        {
            findings.Error("pack.missing", file, 0, "There is no such pack.", "a pack is a folder under packs/ with a pack.yaml");
            return null;
        }

        try
        {
            var stream = new YamlStream();
            var written = File.ReadAllText(path);
            using var text = new StringReader(prefix?.In(written) ?? written);
            stream.Load(text);
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root) return root;
            findings.Error("pack.malformed", file, 1, "A pack is one YAML mapping.");
        }
        catch (YamlException broken)
        {
            findings.Error("pack.malformed", file, (int)broken.Start.Line, broken.Message);
        }

        return null;
    }

    private string? LowerFolder(string folder, YamlNode asked)
    {
        var name = (asked as YamlScalarNode)?.Value ?? "";
        if (!PackName().IsMatch(name))
        {
            findings.Error(Code, asked, "A pack extends one other pack, by its name.", "write extends: woocommerce");
            return null;
        }

        var lower = Path.Combine(Path.GetDirectoryName(folder) ?? folder, name);
        if (_folders.Contains(lower, StringComparer.Ordinal))
        {
            var circle = string.Join(" extends ", _folders.Select(Path.GetFileName).Append(name));
            findings.Error(Code, asked, $"These packs extend each other: {circle}.", "one of them has to stand by itself");
            return null;
        }

        if (File.Exists(Path.Combine(lower, "pack.yaml"))) return lower;
        findings.Error(Code, asked, $"There is no pack '{name}' beside {Path.GetFileName(folder)}.", "it extends a pack in the same folder of packs");
        return null;
    }

    private void Merge(YamlMappingNode own, YamlMappingNode below, string path)
    {
        foreach (var (key, value) in own.Children.Where(pair => IsNothing(pair.Value) && !below.Children.ContainsKey(pair.Key)).ToList())
        {
            findings.Error(Code, value, $"The pack below has no '{key}' here that could be taken away.");
            own.Children.Remove(key);
        }

        foreach (var (key, value) in below.Children)
        {
            if (path.Length == 0 && OwnKeys.Contains((key as YamlScalarNode)?.Value, StringComparer.Ordinal)) continue;
            if (!own.Children.TryGetValue(key, out var said)) own.Children.Add(key, value);
            else if (IsNothing(said)) own.Children.Remove(key);
            else Combine(said, value, path + "/" + key);
        }
    }

    private void Combine(YamlNode own, YamlNode below, string path)
    {
        if (string.Equals(TagOf(own), Replace, StringComparison.Ordinal)) own.Tag = TagName.Empty;
        else if (own is YamlMappingNode map && below is YamlMappingNode lower && !TablesOfRow().IsMatch(path)) Merge(map, lower, path);
        else if (own is YamlSequenceNode list && below is YamlSequenceNode items && !TablesOfRow().IsMatch(path)) Append(list, items);
    }

    private void Append(YamlSequenceNode own, YamlSequenceNode below)
    {
        var items = below.Children.ToList();
        foreach (var item in own.Children)
        {
            if (string.Equals(TagOf(item), Remove, StringComparison.Ordinal))
            {
                item.Tag = TagName.Empty;
                if (items.RemoveAll(lower => Describes(item, lower)) == 0)
                    findings.Error(Code, item, "The pack below has no such item that could be taken away.");
            }
            else if (item is not YamlScalarNode || !items.Contains(item))
            {
                items.Add(item);
            }
        }

        own.Children.Clear();
        foreach (var item in items) own.Children.Add(item);
    }

    /// <summary>True for the same text, and for a mapping that agrees in every key that is named.</summary>
    private static bool Describes(YamlNode named, YamlNode item) => named is YamlMappingNode keys && item is YamlMappingNode map
        ? keys.Children.Count > 0 && keys.Children.All(pair => map.Children.TryGetValue(pair.Key, out var value) && value.Equals(pair.Value))
        : named.Equals(item);

    private static bool IsNothing(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "~" or "null" };

    private static string TagOf(YamlNode node) => node.Tag.IsEmpty ? "" : node.Tag.Value;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,59}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PackName();

    // A table and its condition belong together: half of each would count rows that neither pack means.
    [GeneratedRegex(@"^/entities/[^/]+/tables/[^/]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TablesOfRow();
}
