using System.Globalization;
using System.Text.Json;
using Storefold.Engine;
using Storefold.Journaling;

namespace Storefold.Cli;

/// <summary>A run's figures for people and for programs.</summary>
internal static class StatusText
{
    /// <summary>Writes what a transfer did.</summary>
    public static void Write(TextWriter output, TransferResult result)
    {
        var what = result.DryRun ? "dry run, taken back" : result.Resumed ? "went on with an unfinished run" : "complete";
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Run {result.Run}: {result.Rows:N0} source rows visited, {result.Written:N0} rows written ({what})."));
        WriteFigures(output, result.Figures);
        foreach (var points in result.Points)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Points {points.Programme} at {points.Rate}: {points.Balance} = {points.Expired} expired + {points.WrittenOff} written off "
                + $"+ {points.Converted} converted -> {points.Target} (rounding {points.Rounding}, {points.Accounts} accounts, {points.Flagged} flagged)"));
        }
    }

    /// <summary>Writes fates, money and losses as a table.</summary>
    public static void WriteFigures(TextWriter output, IReadOnlyDictionary<TallyKey, decimal> figures)
    {
        foreach (var section in figures.GroupBy(pair => pair.Key.Section, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"{section.Key}:");
            foreach (var (key, value) in section
                .OrderBy(pair => pair.Key.Site, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Fate, StringComparer.Ordinal))
            {
                var line = $"  {key.Site,-10} {key.Name,-28} {key.Fate,-12} {key.Rule,-28} ";
                output.WriteLine((line + value.ToString("N2", CultureInfo.InvariantCulture).PadLeft(16)).Replace(".00", "", StringComparison.Ordinal));
            }
        }
    }

    /// <summary>Writes the figures as JSON.</summary>
    public static void WriteFigures(Utf8JsonWriter writer, IReadOnlyDictionary<TallyKey, decimal> figures)
    {
        writer.WriteStartArray("figures");
        foreach (var (key, value) in figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("section", key.Section);
            writer.WriteString("site", key.Site);
            writer.WriteString("name", key.Name);
            writer.WriteString("fate", key.Fate);
            writer.WriteString("rule", key.Rule);
            writer.WriteString("value", value.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
