namespace Storefold.Packs;

/// <summary>Why a row was refused. Expected, and therefore a value: the row goes to quarantine and the run goes on.</summary>
/// <param name="Code">Stable name, such as <c>invalid_utf8</c>.</param>
/// <param name="Row">Row of the model, such as <c>order.line</c>.</param>
/// <param name="Field">Field, or null when the row as a whole is refused.</param>
/// <param name="Detail">What was found; may hold customer data, so it stays in the quarantine table.</param>
public sealed record Rejection(string Code, string Row, string? Field, string Detail);
