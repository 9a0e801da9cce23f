using System.Globalization;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>Asks a source how far it is behind the database that it is a replica of.</summary>
internal sealed class ReplicaLag(ISqlSession session)
{
    private bool _isKnown = session.Sql.ReplicaLag is not null;

    /// <summary>How far it is behind; null where it is no replica, or does not tell. Call it outside of transactions.</summary>
    public TimeSpan? Ask()
    {
        if (!_isKnown || session.Sql.ReplicaLag is not { } question) return null;
        try
        {
            using var statement = session.Prepare(question.Sql);
            if (!statement.Step()) return null;
            var column = Enumerable.Range(0, statement.ColumnCount).FirstOrDefault(at =>
                string.Equals(statement.ColumnName(at), question.Column, StringComparison.OrdinalIgnoreCase), -1);
            return column < 0 ? null : Seconds(statement.Read(column, new Arena()));
        }
        catch (StoreException refused) when (!refused.IsTransient)
        {
            _isKnown = false; // without the right to ask it is not known, and that is no reason to stop
            return null;
        }
    }

    private static TimeSpan? Seconds(in Value cell)
    {
        var text = cell.IsNull ? "" : cell.ToString();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : null;
    }
}
