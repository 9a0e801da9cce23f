using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.MariaDb;

/// <summary>
/// Reads a row whose content is known, once per process: a library that lays its structures out differently is refused
/// before it can return wrong cells.
/// </summary>
internal static class LayoutProbe
{
    private static bool s_held;

    public static void Hold(MariaDbSession session)
    {
        if (s_held) return;
        using var probe = session.Prepare("SELECT ?2 AS word, NULL AS nothing, ?1 AS number, CAST('-1.50' AS DECIMAL(5,2)) AS amount");
        probe.Bind(1, Value.Of(-7_000_000_000));
        probe.Bind(2, Value.Of("wörd"));
        var arena = new Arena();
        s_held = probe.ColumnCount == 4 && string.Equals(probe.ColumnName(3), "amount", StringComparison.Ordinal) && probe.Step()
            && probe.Read(0, arena) == Value.Of("wörd") && probe.Read(1, arena).IsNull
            && probe.Read(2, arena) == Value.Of(-7_000_000_000) && probe.Read(3, arena) == Value.Of("-1.50") && !probe.Step();
        if (!s_held)
        {
            throw new StoreException($"The installed {Native.Library} does not work as version 3 of MariaDB Connector/C does; install libmariadb3.")
            {
                IsSchema = true,
            };
        }
    }
}
