using System.Globalization;
using System.Numerics;

namespace Storefold.Planning.Reading;

/// <summary>
/// One place of the plan while it is read: reports unknown and missing keys at once, then hands out values by key with
/// the defaults of <see cref="PlanKeys"/>. Whatever is reported comes out as an empty value, so that reading goes on
/// and finds the rest; an empty value is never reported twice.
/// </summary>
internal sealed class Section
{
    private const int LongestValue = 2000;

    /// <summary>More sites, sources or programmes than anybody has; what compares them in pairs stays quick.</summary>
    private const int MostNames = 500;

    private readonly PlanSection _keys;
    private readonly Dictionary<string, MapEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _meant = new(StringComparer.Ordinal);
    private readonly bool _unreadable;

    public Section(PlanSection keys, string path, int line, PlanNode? node, Findings findings)
    {
        (_keys, Path, Line, Findings) = (keys, path, line, findings);
        _unreadable = node is not (null or MapNode) && !node.IsNull;
        if (node is MapNode map) Fill(map);
        else if (node is { IsNull: true }) Missing();
        else if (node is not (null or BrokenNode)) WrongKind(line, path, "keys with values", node);
    }

    /// <summary>Where, for messages: <c>sites.uk</c>; empty at the top.</summary>
    public string Path { get; }

    public int Line { get; }

    public Findings Findings { get; }

    /// <summary>Whether the key stands there, with a value or without.</summary>
    public bool Stands(string key) => _entries.ContainsKey(key);

    /// <summary>Whether the key stands there with a value.</summary>
    public bool Has(string key) => _entries.TryGetValue(key, out var entry) && !entry.Value.IsNull;

    /// <summary>Whether what is wrong here is reported already, so that the key's absence is no news.</summary>
    public bool Excuses(string key) => _unreadable || _meant.Contains(key);

    /// <summary>Whether the key stands there with a list of nothing.</summary>
    public bool IsEmptyList(string key) =>
        _entries.TryGetValue(key, out var entry) && entry.Value is ListNode { Items.Count: 0 };

    /// <summary>The line of a key, or of the place when it is not written.</summary>
    public int LineOf(string key) => _entries.TryGetValue(key, out var entry) ? entry.Line : Line;

    /// <summary>The full name of a key, for messages.</summary>
    public string Name(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    /// <summary>What a key says, for hints.</summary>
    public string About(string key) => Known(key).About;

    /// <summary>A value, its default, or null where it is absent, null or reported.</summary>
    public ScalarNode? Value(string key)
    {
        if (Has(key)) return Scalar(_entries[key].Value, Name(key), About(key));
        var standard = Known(key).Default;
        return standard is null or "null" ? null : new ScalarNode(standard, false, LineOf(key));
    }

    /// <summary>A value as text; empty where there is none.</summary>
    public string Text(string key) => Value(key)?.Text ?? "";

    /// <summary>A name of letters, digits and dashes.</summary>
    public string NameAt(string key)
    {
        if (Value(key) is not { } value) return "";
        return Names.Check(value.Text, Name(key), value.Line, Findings) ? value.Text : "";
    }

    /// <summary>One of the values that <see cref="PlanKeys"/> lists.</summary>
    public string Choice(string key)
    {
        if (Value(key) is not { } value) return "";
        var choices = Known(key).Choices ?? [];
        if (choices.Contains(value.Text, StringComparer.Ordinal)) return value.Text;
        Findings.Error(PlanCodes.UnknownValue, value.Line,
            $"{Name(key)} is {Words.Quote(value.Text)}, which is not one of its values",
            Words.DidYouMean(value.Text, choices, "write"));
        return "";
    }

    /// <summary>True or false, null where there is neither; yes, no, on and off differ between parsers.</summary>
    public bool? Flag(string key)
    {
        if (Value(key) is not { } value) return null;
        if (value.Text is "true" or "false") return value.Text is "true";
        Findings.Error(PlanCodes.BadValue, value.Line,
            $"{Name(key)} is {Words.Quote(value.Text)}, neither true nor false",
            $"write {key}: true or {key}: false");
        return null;
    }

    /// <summary>A whole number in the range, ends included; null where there is none.</summary>
    public int? Whole(string key, int least, int most)
    {
        if (Value(key) is not { } value) return null;
        if (BigInteger.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most) return (int)number;
        OutOfRange(key, value, "a whole number", least, most);
        return null;
    }

    /// <summary>A percentage from 0 to 100; null where there is none.</summary>
    public decimal? Percent(string key)
    {
        if (Value(key) is not { } value) return null;
        if (decimal.TryParse(value.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= 100) return number;
        OutOfRange(key, value, "a number", 0, 100);
        return null;
    }

    /// <summary>A list of values, without those that stand there twice; null where it is not written.</summary>
    public IReadOnlyList<ScalarNode>? List(string key, bool mayBeEmpty)
    {
        if (!Has(key) || _entries[key] is not { } entry || entry.Value is BrokenNode) return null;
        if (entry.Value is not ListNode list)
        {
            WrongKind(entry.Line, Name(key), "a list", entry.Value, $"write {key}: [ … ], also for a single value");
            return null;
        }

        if (list.Items.Count == 0 && !mayBeEmpty)
        {
            Findings.Error(PlanCodes.Required, entry.Line, $"{Name(key)} is an empty list", About(key));
        }

        List<ScalarNode> values = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (Scalar(item, "an entry of " + Name(key), About(key)) is not { } value) continue;
            if (seen.Add(value.Text)) values.Add(value);
            else Findings.Warning(PlanCodes.DuplicateValue, value.Line,
                $"{Words.Quote(value.Text)} stands twice in {Name(key)}",
                "remove one of them");
        }

        return values;
    }

    /// <summary>A place inside this one.</summary>
    public Section Inner(PlanSection keys, string key) =>
        new(keys, Name(key), LineOf(key), _entries.GetValueOrDefault(key)?.Value, Findings);

    /// <summary>The entries under a key whose names the plan chooses; empty where there are none.</summary>
    public IReadOnlyList<MapEntry> Named(string key, string emptyHint)
    {
        if (!Has(key)) return [];
        var entry = _entries[key];
        if (entry.Value is MapNode { Entries.Count: > 0 and <= MostNames } map) return map.Entries;
        if (entry.Value is MapNode { Entries.Count: > MostNames })
            Findings.Error(PlanCodes.BadValue, entry.Line, $"{Name(key)} has more than {MostNames} entries",
                $"write at most {MostNames}");
        else if (entry.Value is MapNode)
            Findings.Error(PlanCodes.Required, entry.Line, $"{Name(key)} is empty", emptyHint);
        else if (entry.Value is not BrokenNode) WrongKind(entry.Line, Name(key), "keys with values", entry.Value);
        return [];
    }

    /// <summary>A single value; null when it is none, empty, or the starter's placeholder.</summary>
    public ScalarNode? Scalar(PlanNode node, string name, string about)
    {
        if (node is BrokenNode) return null;
        if (node is not ScalarNode value) WrongKind(node.Line, name, "a single value", node);
        else if (value.Text.Length > LongestValue)
            Findings.Error(PlanCodes.BadValue, node.Line, $"{name} is longer than {LongestValue} characters", about);
        else if (value.Text.Contains(Words.FillIn, StringComparison.Ordinal))
            Findings.Error(PlanCodes.FillIn, node.Line, $"{name} is still to be filled in", about);
        else if (value.IsNull || string.IsNullOrWhiteSpace(value.Text))
            Findings.Error(PlanCodes.Required, node.Line, $"{name} is empty", about);
        else return value;
        return null;
    }

    private void Fill(MapNode map)
    {
        string[] names = [.. _keys.Keys.Select(key => key.Name)];
        HashSet<string> written = new(map.Entries.Select(entry => entry.Key), StringComparer.Ordinal);
        string[] absent = [.. names.Where(name => !written.Contains(name))];
        foreach (var entry in map.Entries)
        {
            if (names.Contains(entry.Key, StringComparer.Ordinal))
            {
                _entries.Add(entry.Key, entry);
                continue;
            }

            var near = Words.Nearest(entry.Key, absent);
            if (near is not null) _meant.Add(near);
            var place = Path.Length == 0 ? "a plan" : Path;
            Findings.Error(PlanCodes.UnknownKey, entry.Line, $"{place} has no key {Words.Quote(entry.Key)}",
                near is null ? Elsewhere(entry.Key, names) : $"did you mean {near}?");
        }

        Missing();
    }

    /// <summary>Reports required keys that are absent, but for those that a slip of the pen explains.</summary>
    private void Missing()
    {
        foreach (var key in _keys.Keys)
        {
            if (!key.Required || Has(key.Name) || _meant.Contains(key.Name)) continue;
            var how = _entries.ContainsKey(key.Name) ? "empty" : "missing";
            Findings.Error(PlanCodes.Required, LineOf(key.Name), $"{Name(key.Name)} is {how}", key.About);
        }
    }

    private static string Elsewhere(string word, string[] names)
    {
        var home = PlanKeys.Sections.FirstOrDefault(section =>
            section.Keys.Any(key => key.Name.Is(word)));
        if (word is "<<") return "merge keys are not used in plans: write the keys out";
        return home is null ? "the keys here are " + Words.List(names, "and")
            : home.Path.Length == 0 ? $"{word} belongs to the top of the file: see how far it is indented"
            : $"{word} belongs under {home.Path}: see how far it is indented";
    }

    private PlanKey Known(string key) =>
        _keys.Keys.First(known => known.Name.Is(key));

    private void OutOfRange(string key, ScalarNode value, string what, int least, int most) =>
        Findings.Error(PlanCodes.BadValue, value.Line,
            $"{Name(key)} is {Words.Quote(value.Text)}, which is not {what} from {least} to {most}",
            $"write {what} from {least} to {most}: {About(key)}");

    private void WrongKind(int line, string name, string wanted, PlanNode found, string? hint = null) =>
        Findings.Error(PlanCodes.WrongKind, line, $"{name} needs {wanted} and is {found.Kind}",
            hint ?? "see the example in docs/plan.md, and how far the lines below are indented");
}
