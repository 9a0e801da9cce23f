using YamlDotNet.RepresentationModel;

namespace Storefold.Packs.Routes;

/// <summary>Reads the section <c>routes</c> of a pack and reports everything that is wrong with it.</summary>
/// <param name="report">Code, where, message, hint.</param>
internal sealed class RoutesReader(Action<string, YamlNode?, string, string?> report)
{
    private const string Code = "pack.route";
    private static readonly string[] SourceKeys = ["purchase", "callback", "order", "account", "product", "category", "page"];
    private static readonly string[] TargetKeys = ["product", "category", "order", "order_lookup", "account", "help"];

    public PackRoutes Read(YamlNode? node)
    {
        if (node is null) return PackRoutes.None;
        var sides = Known(node, ["source", "target"]);
        return new PackRoutes(
            sides.TryGetValue("source", out var source) ? Source(Known(source, SourceKeys)) : null,
            sides.TryGetValue("target", out var target) ? Target(Known(target, TargetKeys)) : null);
    }

    private SourceRoutes Source(Dictionary<string, YamlNode> keys) => new(
        Patterns(keys, "purchase"), Patterns(keys, "callback"), [.. Items(keys, "order").Select(Order).OfType<OrderRoute>()],
        Patterns(keys, "account"), [.. Items(keys, "product").Select(Product).OfType<ProductRoute>()],
        Patterns(keys, "category"), Patterns(keys, "page"));

    private TargetRoutes Target(Dictionary<string, YamlNode> keys) => new(
        Template(keys, "product", ["handle", "sku", "gtin", "id"]), Template(keys, "category", ["name"]),
        Template(keys, "order", ["number", "id"]), Fixed(keys, "order_lookup"), Fixed(keys, "account"), Fixed(keys, "help"));

    private IReadOnlyList<RoutePattern> Patterns(Dictionary<string, YamlNode> keys, string key) =>
        [.. Items(keys, key).Select(Pattern).OfType<RoutePattern>()];

    private OrderRoute? Order(YamlNode node)
    {
        var (path, options) = PathOf(node, ["path", "secret"]);
        if (path is null || !RequireName(path, "number", node)) return null;
        return new OrderRoute(path, Text(options, "secret"));
    }

    private ProductRoute? Product(YamlNode node)
    {
        var (path, options) = PathOf(node, ["path", "near"]);
        return path is null || !RequireName(path, "handle", node) ? null : new ProductRoute(path, Near(options));
    }

    private Dictionary<string, string> Near(Dictionary<string, YamlNode> options)
    {
        var near = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!options.TryGetValue("near", out var node)) return near;
        if (node is not YamlMappingNode shelves)
        {
            if (Pattern(node) is { } only) near["*"] = only.Text;
            return near;
        }

        foreach (var (begins, shelf) in shelves.Children)
        {
            if (Pattern(shelf) is { } path) near[(begins as YamlScalarNode)?.Value ?? "*"] = path.Text;
        }

        return near;
    }

    private (RoutePattern? Path, Dictionary<string, YamlNode> Options) PathOf(YamlNode node, string[] known)
    {
        if (node is not YamlMappingNode) return (Pattern(node), []);
        var options = Known(node, known);
        if (options.TryGetValue("path", out var path)) return (Pattern(path), options);
        report(Code, node, "A route needs its path.", "write { path: /orders/{number} }");
        return (null, options);
    }

    private RoutePattern? Template(Dictionary<string, YamlNode> keys, string key, string[] names)
    {
        if (!keys.TryGetValue(key, out var node) || Pattern(node) is not { } pattern) return null;
        foreach (var name in pattern.Names.Where(name => !names.Contains(name, StringComparer.Ordinal)))
            report(Code, node, $"A target's {key} has no {{{name}}}.", "it has " + string.Join(", ", names));
        return pattern;
    }

    private string? Fixed(Dictionary<string, YamlNode> keys, string key)
    {
        if (!keys.TryGetValue(key, out var node) || Pattern(node) is not { } pattern) return null;
        if (!pattern.Names.Any()) return pattern.Text;
        report(Code, node, $"A target's {key} is one page: '{pattern}' has a name in braces.", "write its path");
        return null;
    }

    private RoutePattern? Pattern(YamlNode node)
    {
        var text = (node as YamlScalarNode)?.Value ?? "";
        var (pattern, problem) = RoutePattern.Parse(text);
        if (pattern is null) report(Code, node, $"'{text}' is no route: {problem}.", "write /orders/{number} or POST /api/cart/{rest*}");
        return pattern;
    }

    private bool RequireName(RoutePattern path, string name, YamlNode node)
    {
        if (path.Names.Contains(name, StringComparer.Ordinal)) return true;
        report(Code, node, $"The route '{path}' does not say where its {name} stands.", $"put {{{name}}} in its place");
        return false;
    }

    private Dictionary<string, YamlNode> Known(YamlNode node, string[] known)
    {
        var keys = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        if (node is not YamlMappingNode map)
        {
            report(Code, node, "Routes are a mapping.", "known are " + string.Join(", ", known));
            return keys;
        }

        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (known.Contains(name, StringComparer.Ordinal)) keys[name] = value;
            else report(Code, key, $"'{name}' is not known in routes.", "known are " + string.Join(", ", known));
        }

        return keys;
    }

    private static IEnumerable<YamlNode> Items(Dictionary<string, YamlNode> keys, string key) =>
        !keys.TryGetValue(key, out var node) ? [] : node is YamlSequenceNode list ? list.Children : [node];

    private static string? Text(Dictionary<string, YamlNode> map, string key) =>
        map.TryGetValue(key, out var node) ? (node as YamlScalarNode)?.Value : null;
}
