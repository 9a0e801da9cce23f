using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Storefold.Planning.Reading;

/// <summary>
/// YAML events to <see cref="PlanNode"/>. The event parser is used, not a deserialiser: it keeps the lines, resolves
/// nothing by itself and needs no reflection. Aliases are refused where they stand, so nothing can be expanded.
/// </summary>
internal sealed class PlanYaml
{
    private const int Deepest = 12;

    private readonly Parser _parser;
    private readonly Findings _findings;
    private int _alias = -1;

    private PlanYaml(string text, Findings findings)
    {
        _parser = new Parser(new StringReader(text));
        _findings = findings;
    }

    /// <summary>The document; null after reporting what stopped the parser.</summary>
    /// <param name="text">The file.</param>
    /// <param name="findings">Where findings go.</param>
    /// <param name="mute">Whether a syntax error stays unreported, its cause being reported already.</param>
    public static PlanNode? Parse(string text, Findings findings, bool mute)
    {
        var reader = new PlanYaml(text, findings);
        try
        {
            return reader.Document();
        }
        catch (TooDeepException)
        {
            return null;
        }
        catch (YamlException problem)
        {
            var line = (int)Math.Clamp(problem.Start.Line, 1, int.MaxValue);
            // A name such as * without quotes reads as an alias, and what follows it makes no sense to the parser.
            var reason = Words.Bare(problem.Message.TrimEnd('.', ' '));
            if (!mute && reader._alias < line - 1) Report(line, reason, text, findings);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or FormatException
            or IndexOutOfRangeException or OverflowException or NullReferenceException or InvalidCastException)
        {
            // The scanner's own slips, such as for a list that is never closed: the last event says about where.
            var line = reader._parser.Current is { } last ? Line(last) : 1;
            if (!mute) Report(line, "something that starts about here is never finished", text, findings);
        }

        return null;
    }

    private PlanNode? Document()
    {
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is not DocumentStart)
        {
            _findings.Error(PlanCodes.Empty, 0, "the file is empty", "storefold init writes a starter");
            return null;
        }

        _parser.MoveNext();
        var root = Node(0);
        _parser.MoveNext();
        _parser.MoveNext();
        if (_parser.Current is DocumentStart second)
        {
            _findings.Error(PlanCodes.Documents, Line(second), "a second document starts here",
                "a plan is one document: remove the --- or make it a file of its own");
        }

        return root;
    }

    /// <summary>The node at the current event; leaves the parser on its last event.</summary>
    private PlanNode Node(int depth)
    {
        var at = _parser.Current ?? throw new InvalidOperationException("The events ended inside a node.");
        if (depth > Deepest)
        {
            _findings.Error(PlanCodes.TooDeep, Line(at), "this is nested deeper than any plan",
                "compare with docs/plan.md");
            throw new TooDeepException();
        }

        if (at is AnchorAlias || at is NodeEvent { Anchor.IsEmpty: false })
        {
            _findings.Error(PlanCodes.Alias, Line(at), "anchors (&) and aliases (*) are not used in plans",
                "write the value out; put a name that starts with & or * in quotes, such as \"*\"");
            _alias = Line(at);
            if (at is AnchorAlias) return new BrokenNode(_alias);
        }

        if (at is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific)
        {
            _findings.Error(PlanCodes.Tag, Line(at), "tags (!) are not used in plans",
                "leave the tag out; put a value that starts with ! in quotes");
        }

        return at switch
        {
            Scalar scalar => new ScalarNode(scalar.Value, scalar.Style is not ScalarStyle.Plain, Line(at)),
            SequenceStart => List(Line(at), depth),
            MappingStart => Map(Line(at), depth),
            _ => throw new InvalidOperationException("An event that no node starts with."),
        };
    }

    private ListNode List(int line, int depth)
    {
        List<PlanNode> items = [];
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd) items.Add(Node(depth + 1));
        return new ListNode(items, line);
    }

    private MapNode Map(int line, int depth)
    {
        List<MapEntry> entries = [];
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = Node(depth + 1);
            _parser.MoveNext();
            var value = Node(depth + 1);
            if (key is BrokenNode) continue;
            if (key is not ScalarNode { Text: not ("" or "~") } named)
            {
                _findings.Error(PlanCodes.WrongKind, key.Line, "a key is " + (key is ScalarNode ? "empty" : key.Kind),
                    "a key is one word; quote a value that starts with { or [");
            }
            else if (lines.TryGetValue(named.Text, out var first))
            {
                _findings.Error(PlanCodes.DuplicateKey, key.Line,
                    $"{Words.Quote(named.Text)} stands here a second time; the first is in line {first}",
                    "keep one of them, or give them different names");
            }
            else
            {
                lines.Add(named.Text, key.Line);
                entries.Add(new MapEntry(named.Text, key.Line, value));
            }
        }

        return new MapNode(entries, line);
    }

    private static void Report(int line, string reason, string text, Findings findings)
    {
        var row = text.Split('\n').ElementAtOrDefault(line - 1)?.Trim() ?? "";
        var value = row[(row.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? colon + 2 : 0)..];
        var hint = value is ['@' or '`' or '%', ..]
            ? "put a value that starts with @, ` or % in quotes"
            : "see that this line and the one above are indented alike, that brackets and quotes are closed, "
                + "and that a value holding ': ' is in quotes";
        findings.Error(PlanCodes.Syntax, line, "this is not YAML: " + reason, hint);
    }

    private static int Line(ParsingEvent at) => (int)Math.Clamp(at.Start.Line, 1, int.MaxValue);

    /// <summary>Leaves the nesting after the finding was reported; never leaves this class.</summary>
    private sealed class TooDeepException : Exception;
}
