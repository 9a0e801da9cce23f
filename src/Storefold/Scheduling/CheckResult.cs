namespace Storefold.Scheduling;

/// <summary>The answer of one go/no-go check.</summary>
/// <param name="Code">Name of the check: <c>books_balance</c>.</param>
/// <param name="Go">Whether it lets the milestone pass.</param>
/// <param name="Detail">What it found, in one sentence without personal data.</param>
/// <param name="Hint">What to do about a no; null for a go.</param>
public sealed record CheckResult(string Code, bool Go, string Detail, string? Hint = null);
