using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Rehearsing;

/// <summary>
/// The scripts under <c>rehearse/</c> of a pack: what shoppers, carriers and payment providers do to the platform's tables.
/// Parameters are numbered: ?1 is the site's channel code, ?2 the ordinal that choices are made by, ?3 the time as the platform
/// writes it. A statement that returns rows tells what happened, with the columns <c>subject</c> and <c>detail</c>.
/// </summary>
internal sealed partial class TrafficScripts(PackModel pack, ValueCodec codec)
{
    private const string Folder = "rehearse";

    private readonly Dictionary<string, IReadOnlyList<string>> _statements = new(StringComparer.Ordinal);

    /// <summary>True when the pack has any traffic for this dialect.</summary>
    public bool HasAny(string dialect) => pack.HasFolder(dialect, Folder);

    /// <summary>True when the pack has this script.</summary>
    public bool Has(string dialect, string script) => Statements(dialect, script).Count > 0;

    /// <summary>Runs one script.</summary>
    /// <param name="session">A session on a copy, with a write transaction open.</param>
    /// <param name="script">Name of the script.</param>
    /// <param name="channel">The site's channel code.</param>
    /// <param name="ordinal">The ordinal.</param>
    /// <param name="at">The time.</param>
    /// <exception cref="StoreException">The database refused a statement; the caller takes the transaction back.</exception>
    public IReadOnlyList<Happening> Run(ISqlSession session, string script, string channel, long ordinal, Instant at)
    {
        List<Happening> happened = [];
        Value[] parameters = [Value.Of(channel), Value.Of(ordinal), codec.EncodeTime(at.ToUnixTimeTicks() / 10, new Arena())];
        foreach (var sql in Statements(session.Dialect, script))
        {
            using var statement = session.Prepare(sql);
            Bind(statement, sql, parameters);
            var arena = new Arena();
            while (statement.Step()) happened.Add(new Happening(TextOf(statement, 0, arena), TextOf(statement, 1, arena)));
        }

        return happened;
    }

    /// <summary>Gives a statement those of the parameters that it mentions.</summary>
    internal static void Bind(ISqlStatement statement, string sql, ReadOnlySpan<Value> parameters)
    {
        foreach (var number in Parameter().Matches(sql).Select(match => int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture)).Distinct())
            statement.Bind(number, parameters[number - 1]);
    }

    private static string TextOf(ISqlStatement statement, int column, Arena arena) =>
        column < statement.ColumnCount ? statement.Read(column, arena).ToString() : "";

    /// <summary>The statements of a script; none where the pack has no such script.</summary>
    internal IReadOnlyList<string> Statements(string dialect, string script)
    {
        if (_statements.TryGetValue(script, out var known)) return known;
        var text = pack.Sql(dialect, Path.Combine(Folder, script + ".sql"));
        return _statements[script] = text is null ? [] : SqlScript.Split(text);
    }

    [GeneratedRegex(@"\?(?<n>[1-3])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
