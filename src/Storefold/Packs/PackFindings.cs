using Storefold.Planning;
using YamlDotNet.RepresentationModel;

namespace Storefold.Packs;

/// <summary>What was found in a pack. A finding names the file that its node was read from: a pack may extend others.</summary>
/// <param name="file">The pack's own <c>pack.yaml</c>.</param>
internal sealed class PackFindings(string file)
{
    private readonly Dictionary<YamlNode, string> _files = new(ReferenceEqualityComparer.Instance);
    private readonly List<Diagnostic> _found = [];

    /// <summary>Everything found so far.</summary>
    public IReadOnlyList<Diagnostic> All => _found;

    /// <summary>True when the pack cannot be used.</summary>
    public bool Failed => _found.Exists(found => found.Severity == Severity.Error);

    /// <summary>Remembers which file a node and all below it stand in.</summary>
    public void StandsIn(YamlNode root, string where)
    {
        _files[root] = where;
        foreach (var node in root.AllNodes) _files[node] = where;
    }

    /// <summary>Reports a finding at a node, or at the file as a whole.</summary>
    public void Error(string code, YamlNode? at, string message, string? hint = null) =>
        _found.Add(new Diagnostic(
            code, at is null ? file : _files.GetValueOrDefault(at, file), at is null ? 0 : (int)at.Start.Line, message, hint));

    /// <summary>Reports a finding at a line of a file.</summary>
    public void Error(string code, string where, int line, string message, string? hint = null) =>
        _found.Add(new Diagnostic(code, where, line, message, hint));
}
