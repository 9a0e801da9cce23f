using System.Globalization;
using Storefold.Packs.Routes;
using Storefold.Planning;
using Storefold.Shop;
using YamlDotNet.RepresentationModel;

namespace Storefold.Packs;

/// <summary>
/// Reads <c>pack.yaml</c> and checks the pack as a whole, collecting every finding: unknown names, rows without files,
/// files without rows, files without their marker.
/// </summary>
public sealed class PackReader
{
    private static readonly string[] TopLevelKeys =
    [
        "name", "title", "extends", "invented", "dialects", "table_prefix", "detect", "values", "entities", "skips", "lacks", "cannot_hold",
        "uncarried_tables", "reads_whole", "target", "loyalty", "routes",
    ];

    private readonly PackFindings _findings;
    private readonly PackLayers _layers;
    private readonly TablePrefix? _prefix;

    private PackReader(PackFindings findings, TablePrefix? prefix)
    {
        _findings = findings;
        _prefix = prefix;
        _layers = new PackLayers(findings, prefix);
    }

    /// <summary>The pack in <paramref name="folder"/>; null together with findings when it cannot be used.</summary>
    /// <param name="folder">The pack.</param>
    /// <param name="diagnostics">What is wrong with it.</param>
    /// <param name="named">What the names of the shop's tables begin with; null for what is usual on that platform.</param>
    /// <param name="shown">The folder as people know it; null for <paramref name="folder"/> itself.</param>
    public static PackModel? Read(string folder, out IReadOnlyList<Diagnostic> diagnostics, NamedPrefix? named = null, string? shown = null)
    {
        folder = Path.TrimEndingDirectorySeparator(folder);
        shown = Path.TrimEndingDirectorySeparator(shown ?? folder);
        var pack = Read(folder, shown, out diagnostics, prefix: null);
        if (pack is null || named is null) return pack;
        if (named.Refusal(pack) is { } refusal)
        {
            diagnostics = [.. diagnostics, refusal];
            return null;
        }

        var usual = pack.TablePrefix!.Usual;
        return string.Equals(usual, named.Text, StringComparison.Ordinal) ? pack : Read(folder, shown, out diagnostics, new TablePrefix(usual, named.Text));
    }

    private static PackModel? Read(string folder, string shown, out IReadOnlyList<Diagnostic> diagnostics, TablePrefix? prefix)
    {
        var findings = new PackFindings(Path.Combine(shown, "pack.yaml"));
        var reader = new PackReader(findings, prefix);
        var pack = reader._layers.Read(folder, shown) is { } root ? reader.Build(folder, root) : null;
        diagnostics = findings.All;
        return findings.Failed ? null : pack;
    }

    private TablePrefix? ReadTablePrefix(YamlMappingNode root)
    {
        if (Text(root, "table_prefix") is not { } usual) return null;
        if (!TableNames.CanBeginWith(usual)) Error("pack.value", Child(root, "table_prefix"), $"'{usual}' cannot begin the name of a table.", null);
        return _prefix ?? new TablePrefix(usual, usual);
    }

    private PackModel Build(string folder, YamlMappingNode root)
    {
        foreach (var key in root.Children.Keys.Where(key => !TopLevelKeys.Contains((key as YamlScalarNode)?.Value, StringComparer.Ordinal)))
            Error("pack.unknown_key", key, $"'{key}' is not known in a pack.", "known are " + string.Join(", ", TopLevelKeys));

        var dialects = List(root, "dialects");
        var target = Map(root, "target");
        var skips = Texts(root, "skips");
        var pack = new PackModel
        {
            Name = Text(root, "name") ?? Path.GetFileName(folder),
            Title = Text(root, "title") ?? Path.GetFileName(folder),
            Invented = Flag(root, "invented"),
            Folder = folder,
            Folders = [folder, .. _layers.Folders.Skip(1)],
            Shown = _layers.Shown,
            Dialects = dialects,
            TablePrefix = ReadTablePrefix(root),
            Detect = Pairs(Map(root, "detect")).ToDictionary(
                pair => pair.Key, pair => Items(pair.Value), StringComparer.OrdinalIgnoreCase),
            Values = ReadValues(Map(root, "values")),
            Entities = ReadEntities(Map(root, "entities")),
            Skips = skips,
            Lacks = ReadLosses(root, "lacks"),
            CannotHold = ReadLosses(root, "cannot_hold"),
            UncarriedTables = Texts(root, "uncarried_tables"),
            ReadsWhole = ReadReadsWhole(root),
            Target = target is null ? null : ReadTarget(target),
            CanFreezePoints = Flag(Map(root, "loyalty"), "freeze"),
            Routes = new RoutesReader(Error).Read(Child(root, "routes")),
        };
        if (pack.Entities.Count == 0 && !_findings.Failed)
        {
            Error("pack.nothing", Child(root, "entities") ?? root, "The pack reads nothing: it declares no entity.",
                "declare one under entities with its tables, and write its read file; docs/packs.md says how");
        }

        CheckFiles(pack);
        return pack;
    }

    private IReadOnlyDictionary<string, string> ReadReadsWhole(YamlMappingNode root)
    {
        var rows = Texts(root, "reads_whole");
        foreach (var row in rows.Keys.Where(row => ShopModel.FindRow(row) is null))
            Error("pack.entity", Child(root, "reads_whole"), $"'{row}' under reads_whole is not a row of the shop model.", null);
        return rows;
    }

    private ValueRules ReadValues(YamlMappingNode? values)
    {
        var money = Choice(values, "money", "decimal", "decimal", "minor");
        var digits = Text(values, "money_digits") ?? "currency";
        int? minorDigits = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        if (minorDigits is null && !string.Equals(digits, "currency", StringComparison.Ordinal))
            Error("pack.value", values, $"money_digits is a number or 'currency', not '{digits}'.", null);
        var time = Choice(values, "time", "text", "text", "unix", "unix_ms", "unix_us") switch
        {
            "unix" => TimeEncoding.UnixSeconds,
            "unix_ms" => TimeEncoding.UnixMilliseconds,
            "unix_us" => TimeEncoding.UnixMicroseconds,
            _ => TimeEncoding.Text,
        };
        var zone = Choice(values, "time_zone", "utc", "utc", "source");
        var unit = Choice(values, "time_precision", "us", "us", "ms", "s") switch { "s" => 1_000_000L, "ms" => 1_000L, _ => 1L };
        int? decimals = int.TryParse(Text(values, "decimals"), NumberStyles.None, CultureInfo.InvariantCulture, out var places) ? places : null;
        return new ValueRules(
            string.Equals(money, "minor", StringComparison.Ordinal) ? MoneyEncoding.Minor : MoneyEncoding.Decimal,
            minorDigits, time, string.Equals(zone, "source", StringComparison.Ordinal), unit, decimals);
    }

    private Dictionary<string, PackEntity> ReadEntities(YamlMappingNode? entities)
    {
        var result = new Dictionary<string, PackEntity>(StringComparer.Ordinal);
        foreach (var (name, node) in Pairs(entities))
        {
            var def = ShopModel.Find(name);
            if (def is null || node is not YamlMappingNode entity)
            {
                Error("pack.entity", node, $"'{name}' is not an entity of the shop model.",
                    "known are " + string.Join(", ", ShopModel.Entities));
                continue;
            }

            var tables = new Dictionary<string, IReadOnlyList<DeclaredTable>>(StringComparer.Ordinal);
            foreach (var (row, declared) in Pairs(Map(entity, "tables")))
            {
                if (!def.Rows.Any(known => string.Equals(known.Name, row, StringComparison.Ordinal)))
                    Error("pack.entity", declared, $"'{row}' is not a row of {name}.", "known are " + string.Join(", ", def.Rows.Select(r => r.Name)));
                else
                    tables[row] = ReadTables(declared);
            }

            var key = Choice(entity, "key", "integer", "integer", "text");
            result[name] = new PackEntity(def, string.Equals(key, "integer", StringComparison.Ordinal), tables);
        }

        return result;
    }

    private static IReadOnlyList<DeclaredTable> ReadTables(YamlNode node) =>
        node is YamlSequenceNode several ? [.. several.Children.Select(ReadTable)] : [ReadTable(node)];

    private static DeclaredTable ReadTable(YamlNode node) => node is YamlMappingNode map
        ? new DeclaredTable(Text(map, "table") ?? "", Text(map, "where"), Text(map, "key") ?? "id", Text(map, "count"))
        : new DeclaredTable(((YamlScalarNode)node).Value ?? "", null, "id");

    private List<LossRule> ReadLosses(YamlMappingNode root, string key)
    {
        var losses = new List<LossRule>();
        if (Child(root, key) is not YamlSequenceNode list) return losses;
        foreach (var item in list.Children.OfType<YamlMappingNode>())
        {
            var rule = Text(item, "rule") ?? "";
            var field = Text(item, "field");
            var name = Text(item, "entity") ?? Text(item, "part") ?? field?[..Math.Max(0, field.LastIndexOf('.'))] ?? "";
            var row = ShopModel.FindRow(name);
            var fieldName = field?[(field.LastIndexOf('.') + 1)..];
            if (row is null || (fieldName is not null && row.Find(fieldName) is null))
                Error("pack.loss", item, $"'{field ?? name}' is not in the shop model.", "write entity.field or entity.part.field");
            else
                losses.Add(new LossRule(rule, name, fieldName, Text(item, "why") ?? ""));
        }

        return losses;
    }

    private PackTarget ReadTarget(YamlMappingNode target)
    {
        var write = List(target, "write");
        foreach (var row in write.Where(row => ShopModel.FindRow(row) is null))
            Error("pack.target", target, $"'{row}' under write is not a row of the shop model.", null);
        _ = int.TryParse(Text(target, "points_decimals") ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var decimals);
        return new PackTarget(
            write, Flag(target, "email_unique"),
            string.Equals(Choice(target, "email_verified", "none", "none", "column"), "column", StringComparison.Ordinal),
            List(target, "passwords"), Flag(target, "order_number_unique"),
            Choice(target, "coupon_code_collation", "binary", "binary", "nocase", "unicode_ai_ci"), CodeLength(target), decimals,
            List(target, "late"), ReadIds(target));
    }

    private int? CodeLength(YamlMappingNode target)
    {
        if (Text(target, "coupon_code_length") is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0) return length;
        Error("pack.value", target, $"coupon_code_length is a number of characters, not '{text}'.", null);
        return null;
    }

    private Dictionary<string, string> ReadIds(YamlMappingNode target)
    {
        var ids = Pairs(Map(target, "ids")).ToDictionary(pair => pair.Key, pair => (pair.Value as YamlScalarNode)?.Value ?? "", StringComparer.Ordinal);
        foreach (var (row, pattern) in ids)
        {
            if (ShopModel.FindRow(row) is null) Error("pack.target", target, $"'{row}' under ids is not a row of the shop model.", null);
            if (!pattern.Contains("{ulid}", StringComparison.Ordinal) && !pattern.Contains("{uuid}", StringComparison.Ordinal)
                && !pattern.Contains("{hex}", StringComparison.Ordinal))
                Error("pack.target", target, $"The id '{pattern}' of {row} is the same for every row.", "it holds {ulid}, {uuid} or {hex}");
        }

        return ids;
    }

    private void CheckFiles(PackModel pack)
    {
        foreach (var dialect in pack.Dialects)
        {
            foreach (var entity in pack.Entities.Values)
            {
                foreach (var row in entity.Tables.Keys) RequireRead(pack, dialect, row);
                if (!pack.Reads(entity.Def.Root, dialect)) Missing($"{dialect}/read/{entity.Def.Name}.sql");
            }

            if (pack.Target is null) continue;
            if (string.Equals(dialect, PackModel.HttpDialect, StringComparison.Ordinal))
            {
                // The platform writes aggregates itself, and gives out their ids.
                foreach (var row in pack.Target.Write) RequireRead(pack, dialect, row);
                continue;
            }

            foreach (var row in pack.Target.Write)
            {
                Require(pack, dialect, $"write/{row}.sql");
                Require(pack, dialect, $"delete/{row}.sql");
                RequireRead(pack, dialect, row);
            }

            foreach (var late in pack.Target.Late) Require(pack, dialect, $"write/{late}.late.sql");
            Require(pack, dialect, "allocate.sql");
        }

        if (!pack.CanFreezePoints) return;
        foreach (var dialect in pack.Dialects)
        {
            foreach (var file in new[] { "freeze", "debit", "debited" })
            {
                Require(pack, dialect, $"loyalty/{file}.sql");
            }
        }
    }

    private void RequireRead(PackModel pack, string dialect, string row)
    {
        var sql = pack.Sql(dialect, $"read/{row}.sql");
        if (sql is null) Missing($"{dialect}/read/{row}.sql");
        else if (KeyMarker.Find(sql) is null)
            _findings.Error("pack.marker", pack.Place(dialect, $"read/{row}.sql"), 0, "The file does not hold the marker /*keys EXPR*/.", "see docs/packs.md");
    }

    /// <summary>A file that is there says something: statements, or in a comment why there are none.</summary>
    private void Require(PackModel pack, string dialect, string path)
    {
        if (pack.Sql(dialect, path) is not { } sql) Missing($"{dialect}/{path}");
        else if (string.IsNullOrWhiteSpace(sql))
            _findings.Error("pack.empty", pack.Place(dialect, path), 0, "The file is empty.",
                "write its statements, or a comment that says why there are none");
    }

    private void Missing(string file) =>
        Error("pack.file", null, $"The pack lacks {file}.", "docs/packs.md lists the files of a pack");

    private void Error(string code, YamlNode? at, string message, string? hint) => _findings.Error(code, at, message, hint);

    private string Choice(YamlMappingNode? map, string key, string fallback, params string[] known)
    {
        var value = Text(map, key) ?? fallback;
        if (known.Contains(value, StringComparer.Ordinal)) return value;
        Error("pack.value", map, $"{key} cannot be '{value}'.", "one of " + string.Join(", ", known));
        return fallback;
    }

    private static YamlNode? Child(YamlMappingNode? map, string key) =>
        map is not null && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    private static YamlMappingNode? Map(YamlMappingNode? map, string key) => Child(map, key) as YamlMappingNode;

    private static string? Text(YamlMappingNode? map, string key) => (Child(map, key) as YamlScalarNode)?.Value;

    private static bool Flag(YamlMappingNode? map, string key) =>
        string.Equals(Text(map, key), "true", StringComparison.Ordinal);

    private static IReadOnlyList<string> List(YamlMappingNode? map, string key) => Items(Child(map, key));

    private static IReadOnlyList<string> Items(YamlNode? node) => node is YamlSequenceNode list
        ? [.. list.Children.OfType<YamlScalarNode>().Select(item => item.Value ?? "")]
        : [];

    private static Dictionary<string, string> Texts(YamlMappingNode root, string key) =>
        Pairs(Map(root, key)).ToDictionary(pair => pair.Key, pair => (pair.Value as YamlScalarNode)?.Value ?? "", StringComparer.Ordinal);

    private static IEnumerable<(string Key, YamlNode Value)> Pairs(YamlMappingNode? map) =>
        map?.Children.Select(pair => (((YamlScalarNode)pair.Key).Value ?? "", pair.Value)) ?? [];
}
