using System.Text.Json;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Cli.Status;

/// <summary>The quarantined rows, one by one. What the shop stored in them is shown only when it is asked for.</summary>
internal static class QuarantineList
{
    public static int Write(CommandRunner runner, Fold fold, string? row, bool raw, bool json)
    {
        using var session = runner.Connections.Open(fold.Target.Model.Connection, SessionUse.Read);
        session.BeginSnapshot();
        var rows = Journal.Peek(session, fold.Plan.Retirement) is null ? [] : new JournalReader(session).Quarantined(row);
        if (json) JsonOutput.Write(runner.Output, writer => WriteJson(writer, rows, fold, raw));
        else WriteText(runner.Output, rows, fold, raw);
        return ExitCode.Ok;
    }

    private static void WriteText(TextWriter output, IEnumerable<QuarantinedRow> rows, Fold fold, bool raw)
    {
        var count = 0;
        foreach (var row in rows)
        {
            count++;
            var field = row.Field is null ? "" : "  " + row.Field;
            output.WriteLine($"{row.Row}  {Name(fold, row)}/{row.Key}{Part(row)}  {row.Code}{field}  site {row.Site ?? SiteBook.NoSite}");
            if (!raw) continue;
            if (row.Detail.Length > 0) output.WriteLine("    " + row.Detail.ReplaceLineEndings(" "));
            output.WriteLine("    " + row.Raw.ReplaceLineEndings(" "));
        }

        output.WriteLine(count == 0 ? "Nothing is in quarantine." : $"{count} refusals.");
    }

    private static void WriteJson(Utf8JsonWriter writer, IEnumerable<QuarantinedRow> rows, Fold fold, bool raw)
    {
        writer.WriteStartObject();
        StatusJson.Each(writer, "quarantined", rows, row =>
        {
            writer.WriteString("row", row.Row);
            writer.WriteString("source", Name(fold, row));
            writer.WriteString("key", row.Key.IsNull ? null : row.Key.ToString());
            writer.WriteString("part_key", row.PartKey.IsNull ? null : row.PartKey.ToString());
            writer.WriteString("site", row.Site);
            writer.WriteString("code", row.Code);
            writer.WriteString("field", row.Field);
            if (!raw) return;
            writer.WriteString("detail", row.Detail);
            writer.WriteString("raw", row.Raw);
        });
        writer.WriteEndObject();
    }

    private static string Name(Fold fold, QuarantinedRow row) =>
        fold.Sources.FirstOrDefault(source => source.Number == row.Source)?.Model.Name ?? "?";

    private static string Part(QuarantinedRow row) =>
        ShopModel.FindRow(row.Row)?.Part is null || row.PartKey.IsNull ? "" : $" ({row.PartKey})";
}
