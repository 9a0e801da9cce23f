namespace Storefold.Connectors.Files;

/// <summary>The rows of one export, from the place where its bytes stand.</summary>
internal interface IRecords
{
    /// <summary>Names of the columns; more may be added while rows are read.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Offset of the current row.</summary>
    long Offset { get; }

    /// <summary>
    /// True when the current row ends with the end of its line. The last row of a file may not: a file that is still being
    /// written may go on with it.
    /// </summary>
    bool IsClosed { get; }

    /// <summary>False when a file that grows has to be read from its beginning, as its header was not finished.</summary>
    bool CanGoOn { get; }

    /// <summary>Moves to the next row; false after the last.</summary>
    bool Next();

    /// <summary>Text of a column in the current row; null where there is none.</summary>
    ArraySegment<byte>? Field(int column);

    /// <summary>Leaves the current row behind.</summary>
    void Take();
}
