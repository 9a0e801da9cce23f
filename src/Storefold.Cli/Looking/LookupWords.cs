using System.Text.Json;
using Storefold.Cli.Status;

namespace Storefold.Cli.Looking;

/// <summary>Found rows for people and for programs.</summary>
internal static class LookupWords
{
    public static void Write(TextWriter output, IReadOnlyList<FoundRow> found)
    {
        foreach (var row in found) Write(output, row);
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<FoundRow> found)
    {
        writer.WriteStartObject();
        StatusJson.Each(writer, "found", found, row => Write(writer, row));
        writer.WriteEndObject();
    }

    private static void Write(TextWriter output, FoundRow row)
    {
        var site = row.Site is null ? "" : $"  site {row.Site}";
        output.WriteLine(row.Source is null
            ? $"{row.Entity}  the target's own"
            : $"{row.Entity}  {row.Source}/{row.Key}  {row.Fate}{(row.Rule is null ? "" : $" ({row.Rule})")}{site}");
        if (row.TargetKey is { } target)
        {
            var own = row is { IsOwn: true, Source: not null } ? ", which the target had before" : "";
            output.WriteLine($"    in the target: {row.Entity} {target}{own}");
        }

        foreach (var name in row.Renamed) output.WriteLine($"    renamed: {name.Old} is {name.New} in the target ({name.Reason})");
        if (row.SharedWith.Count > 0) output.WriteLine("    one row with: " + string.Join(", ", row.SharedWith));
        if (row.HeldEmail is { } email) output.WriteLine($"    waits in a holding account: {email}");
        if (row.Decision is { } decision) output.WriteLine($"    decision {decision}: {row.Decided}");
        foreach (var (name, part, code, field) in row.Refusals)
            output.WriteLine($"    refused: {name}{(part is null ? "" : $" ({part})")}  {code}{(field is null ? "" : "  " + field)}");
        foreach (var (name, key, inTarget) in row.Parts ?? []) output.WriteLine($"    part: {name} {key} is {inTarget} in the target");
        if (row.Run is { } run) output.WriteLine($"    last written by run {run}");
    }

    private static void Write(Utf8JsonWriter writer, FoundRow row)
    {
        writer.WriteString("entity", row.Entity);
        writer.WriteString("source", row.Source);
        writer.WriteString("key", row.Key);
        writer.WriteString("site", row.Site);
        writer.WriteString("fate", row.Fate);
        writer.WriteString("rule", row.Rule);
        writer.WriteString("target_key", row.TargetKey);
        writer.WriteBoolean("target_had_it", row.IsOwn);
        if (row.Run is { } run) writer.WriteNumber("run", run);
        StatusJson.Each(writer, "renamed", row.Renamed, name =>
        {
            writer.WriteString("kind", name.Kind);
            writer.WriteString("old", name.Old);
            writer.WriteString("new", name.New);
            writer.WriteString("reason", name.Reason);
        });
        writer.WriteStartArray("shared_with");
        foreach (var other in row.SharedWith) writer.WriteStringValue(other);
        writer.WriteEndArray();
        writer.WriteString("held_email", row.HeldEmail);
        if (row.Decision is { } decision) writer.WriteNumber("decision", decision);
        writer.WriteString("decided", row.Decided);
        StatusJson.Each(writer, "refused", row.Refusals, refusal =>
        {
            writer.WriteString("row", refusal.Row);
            writer.WriteString("part_key", refusal.PartKey);
            writer.WriteString("code", refusal.Code);
            writer.WriteString("field", refusal.Field);
        });
        if (row.Parts is null) return;
        StatusJson.Each(writer, "parts", row.Parts, part =>
        {
            writer.WriteString("row", part.Row);
            writer.WriteString("key", part.Key);
            writer.WriteString("target_key", part.TargetKey);
        });
    }
}
