using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Storefold.Connectors.Postgres;

/// <summary>What the server says of a statement.</summary>
/// <param name="Parameters">Type of each parameter as the server inferred it; 0 where it cannot say.</param>
/// <param name="Names">Names of the result's columns.</param>
/// <param name="Forms">How their cells come.</param>
internal sealed partial record PostgresShape(uint[] Parameters, string[] Names, CellForm[] Forms)
{
    private const string Scratch = "storefold_describe";

    /// <summary>For Npgsql: which columns come as the text that the server prints.</summary>
    public bool[] AsText { get; } = [.. Forms.Select(form => form is CellForm.Text or CellForm.Real)];

    /// <summary>Asks the server.</summary>
    public static PostgresShape Of(PostgresSession session, PostgresSql sql)
    {
        var parameters = new uint[sql.Parameters];
        if (sql.Parameters > 0 && sql.IsQuery) Infer(session, sql, parameters);
        using var command = session.Command(sql.Text);
        new PostgresParameters(parameters).AddTo(command);
        return session.Guard(sql.Text, () =>
        {
            using var reader = command.ExecuteReader(CommandBehavior.SchemaOnly);
            var columns = Enumerable.Range(0, reader.FieldCount).ToArray();
            var forms = columns.Select(column => FormOf(reader.GetDataTypeOID(column)));
            return new PostgresShape(parameters, [.. columns.Select(reader.GetName)], [.. forms]);
        });
    }

    /// <summary>The types of parameters show only in the list of prepared statements: the driver does not hand them out.</summary>
    private static void Infer(PostgresSession session, PostgresSql sql, uint[] types) => session.Guard(sql.Text, () =>
    {
        using var batch = session.Batch(
            $"PREPARE {Scratch}{Declared(sql)} AS {sql.Text}",
            "SELECT t.type::oid FROM pg_prepared_statements s, unnest(s.parameter_types) WITH ORDINALITY AS t(type, place) "
                + $"WHERE s.name = '{Scratch}' ORDER BY t.place",
            $"DEALLOCATE {Scratch}");
        using var reader = batch.ExecuteReader();
        while (reader.FieldCount == 0 && reader.NextResult())
        {
            // PREPARE has no result.
        }

        for (var number = 0; reader.Read(); number++) types[number] = reader.GetFieldValue<uint>(0);
        while (reader.NextResult())
        {
            // An error of DEALLOCATE would come here.
        }

        return true;
    });

    /// <summary>A number that a statement leaves out has no type to infer: it is declared as text, the others as to be inferred.</summary>
    private static string Declared(PostgresSql sql)
    {
        var used = Used().Matches(sql.Text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var types = Enumerable.Range(1, sql.Parameters)
            .Select(number => used.Contains("$" + number.ToString(CultureInfo.InvariantCulture)) ? "unknown" : "text").ToList();
        return types.Contains("text", StringComparer.Ordinal) ? $"({string.Join(", ", types)})" : "";
    }

    [GeneratedRegex(@"\$[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Used();

    /// <summary>How cells of a type come; numbers are those of the built-in types, which never change (PostgreSQL's pg_type.dat).</summary>
    public static CellForm FormOf(uint type) => type switch
    {
        16 => CellForm.Boolean,
        17 => CellForm.Bytes,
        20 => CellForm.Long,
        21 => CellForm.Short,
        23 => CellForm.Integer,
        26 => CellForm.Oid,
        700 => CellForm.Real,
        701 => CellForm.Double,
        1184 => CellForm.Time,
        _ => CellForm.Text,
    };
}
