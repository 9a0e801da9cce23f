using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Certifying.Statements;

/// <summary>
/// The statements of all customers of a finished transfer, as a Merkle tree whose root stands in the certificate. Leaves
/// are ordered by source and key. In memory are their hashes; what they tell is streamed from the database each time, and
/// has to hash to the same leaf.
/// </summary>
public sealed class StatementBook : IDisposable
{
    private readonly StatementStage _stage;
    private readonly StatementWeaving _weaving;
    private readonly Dictionary<int, SourceModel> _sources;
    private readonly MerkleTree _tree = new();
    private readonly StatementSums _sums = new();
    private readonly IDisposable? _owned;

    private StatementBook(StatementStage stage, StatementWeaving weaving, IEnumerable<SourceModel> sources, IDisposable? owned)
    {
        _stage = stage;
        _weaving = weaving;
        _sources = sources.ToDictionary(source => source.Number);
        _owned = owned;
    }

    /// <summary>Reads both sides once and makes the tree.</summary>
    /// <param name="context">
    /// A context on a session that may write; no transaction may be open on it, and it has to outlive the book.
    /// </param>
    /// <param name="cancel">Stops the reading.</param>
    /// <exception cref="GuardException">No transfer is complete, or the source has changed since.</exception>
    public static StatementBook Open(FoldContext context, CancellationToken cancel) => Open(context, owned: null, cancel);

    /// <summary>The same with a session of its own on the target.</summary>
    /// <exception cref="GuardException">No transfer is complete, or the source has changed since.</exception>
    public static StatementBook Open(
        PlanModel plan, IReadOnlyList<SourceSide> sources, TargetSide target, IConnections connections, CancellationToken cancel)
    {
        var session = connections.Open(target.Model.Connection, SessionUse.Write);
        IDisposable opened = session;
        try
        {
            if (!Journal.Exists(session)) throw NothingYet();
            var context = new FoldContext(plan, sources, target, connections, session, mayDecide: false);
            opened = context;
            return Open(context, context, cancel);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Number of statements and their root.</summary>
    public StatementRoot Root() => new(_tree.Count, _tree.Root);

    /// <summary>Where the sum of all statements disagrees with a certificate; empty when it does not.</summary>
    public IReadOnlyList<string> Differences(Certificate certificate) => [.. _sums.Differences(certificate.Books.Points)];

    /// <summary>Writes one file per customer below a folder, and an index of them.</summary>
    /// <returns>Files written.</returns>
    /// <exception cref="GuardException">
    /// What a statement tells has changed since the book was opened, or the folder holds something else.
    /// </exception>
    public long Write(string folder, CancellationToken cancel)
    {
        using var files = StatementFolder.Open(folder, _tree.Root);
        var written = 0L;
        foreach (var proven in Proven())
        {
            cancel.ThrowIfCancellationRequested();
            files.Write(proven);
            written++;
        }

        files.Complete();
        return written;
    }

    /// <summary>The statement of one customer, or null.</summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="key">Key of the customer there.</param>
    /// <exception cref="GuardException">What it tells has changed since the book was opened.</exception>
    public ProvenStatement? Find(string source, string key) => Proven().FirstOrDefault(proven =>
        string.Equals(proven.Statement.Source, source, StringComparison.Ordinal)
        && string.Equals(proven.Statement.Key, key, StringComparison.Ordinal));

    /// <summary>The file of a statement, as UTF-8.</summary>
    public static byte[] File(ProvenStatement proven) => StatementWriter.File(proven);

    /// <summary>All statements in the order of their leaves.</summary>
    /// <exception cref="GuardException">What a statement tells has changed since the book was opened.</exception>
    public IEnumerable<ProvenStatement> Proven()
    {
        var index = 0L;
        _stage.Begin();
        try
        {
            foreach (var (statement, _) in Woven())
            {
                if (statement is null) continue;
                if (index >= _tree.Count || !_tree.Leaf(index).SequenceEqual(MerkleTree.LeafHash(StatementWriter.Leaf(statement)))) throw Changed();
                yield return new ProvenStatement(statement, _tree.Prove(index++), _tree.Root);
            }
        }
        finally
        {
            _stage.End();
        }

        if (index != _tree.Count) throw Changed();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stage.Dispose();
        _owned?.Dispose();
    }

    private static StatementBook Open(FoldContext context, IDisposable? owned, CancellationToken cancel)
    {
        if (Journal.Peek(context.Session, context.Plan.Retirement) is not { } journal || journal.LastCompleteRun() is null) throw NothingYet();
        var secret = StatementSecret.Of(context.Session, journal);
        var words = new StatementWords(context.Plan, context.Sources, context.Target);
        var book = new StatementBook(
            new StatementStage(context.Session), new StatementWeaving(context.Plan, words, secret), context.Sources.Select(source => source.Model), owned);
        try
        {
            book.Fill(context, cancel);
            return book;
        }
        catch
        {
            context.Session.Rollback();
            book._stage.Dispose();
            throw;
        }
    }

    private void Fill(FoldContext context, CancellationToken cancel)
    {
        context.Session.BeginSnapshot();
        foreach (var source in context.Sources) new StatementGathering(context, source, _stage).Run(cancel);
        _stage.Settle();
        foreach (var (statement, rows) in Woven())
        {
            cancel.ThrowIfCancellationRequested();
            if (statement is null)
            {
                _sums.AddUnstated(rows);
                continue;
            }

            if (StatementCheck.Problems(statement) is [var problem, ..])
                throw new InvalidOperationException($"Statement {_tree.Count} does not add up: {problem}");
            _sums.Add(statement, rows);
            _tree.Add(MerkleTree.LeafHash(StatementWriter.Leaf(statement)));
        }

        // Only the temporary tables were written: they stay, the snapshot ends.
        context.Session.Commit();
    }

    private IEnumerable<(CustomerStatement? Statement, List<StagedRow> Rows)> Woven()
    {
        var rows = new List<StagedRow>();
        foreach (var row in _stage.Rows())
        {
            if (rows.Count > 0 && (rows[0].Source != row.Source || rows[0].Owner != row.Owner))
            {
                yield return Weave(rows);
                rows = [];
            }

            rows.Add(row);
        }

        if (rows.Count > 0) yield return Weave(rows);
    }

    private (CustomerStatement? Statement, List<StagedRow> Rows) Weave(List<StagedRow> rows) => (_weaving.Of(_sources[rows[0].Source], rows), rows);

    private static GuardException NothingYet() =>
        new("There is nothing to state: no transfer into this target has run to its end.", "storefold transfer PLAN");

    private static GuardException Changed() =>
        new("What the statements tell has changed while they were written.", "type the same command again");
}

/// <summary>A statement with its proof.</summary>
/// <param name="Statement">What it tells.</param>
/// <param name="Proof">That it is one of the certificate's.</param>
/// <param name="Root">The root that the proof leads to.</param>
public sealed record ProvenStatement(CustomerStatement Statement, InclusionProof Proof, MerkleHash Root);
