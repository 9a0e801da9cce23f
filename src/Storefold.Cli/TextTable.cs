using System.Globalization;
using Spectre.Console;

namespace Storefold.Cli;

/// <summary>
/// A table for people: drawn on a terminal, plain aligned text elsewhere, so that output can be kept and compared. Cells
/// are shown as they are; nothing in them is taken for markup.
/// </summary>
internal sealed class TextTable(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>True when there is nothing to show.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Adds a row; figures are right-aligned.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>A figure with thousands separated and no needless decimals; empty for zero.</summary>
    public static string Figure(decimal value) =>
        value == 0 ? "" : value.ToString(value == decimal.Truncate(value) ? "#,##0" : "#,##0.00######", CultureInfo.InvariantCulture);

    /// <summary>Shows it.</summary>
    public void Write(TextWriter output)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected) Draw(output);
        else Align(output);
    }

    private void Draw(TextWriter output)
    {
        var plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output), ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        var table = new Table().Border(TableBorder.Simple);
        for (var column = 0; column < columns.Length; column++)
        {
            var made = new TableColumn(new Text(columns[column], plain ? Style.Plain : new Style(decoration: Decoration.Bold)));
            table.AddColumn(IsFigures(column) ? made.RightAligned() : made);
        }

        foreach (var row in _rows) table.AddRow(row.Select(cell => new Text(cell)));
        console.Write(table);
    }

    private void Align(TextWriter output)
    {
        var widths = columns.Select((name, column) => Math.Max(name.Length, _rows.Count == 0 ? 0 : _rows.Max(row => row[column].Length))).ToArray();
        var right = columns.Select((_, column) => IsFigures(column)).ToArray();
        foreach (var row in _rows.Prepend(columns))
        {
            var cells = row.Select((cell, column) => right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            output.WriteLine(("  " + string.Join("  ", cells)).TrimEnd());
        }
    }

    private bool IsFigures(int column) => _rows.Count > 0 && _rows.TrueForAll(row =>
        row[column].Length == 0 || (row[column].All(letter => char.IsAsciiDigit(letter) || letter is ',' or '.' or '-' or '/')));
}
