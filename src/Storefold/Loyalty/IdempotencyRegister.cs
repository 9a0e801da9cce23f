namespace Storefold.Loyalty;

/// <summary>What an idempotency key says about a request.</summary>
public enum Acceptance
{
    /// <summary>Never seen: do it.</summary>
    First,

    /// <summary>Done already, with the same inputs: do nothing.</summary>
    Repeated,

    /// <summary>The key stands for other inputs: refuse (L12).</summary>
    Conflict,
}

/// <summary>Keys that were acted on, with the hash of what was done under them. One thread at a time.</summary>
public sealed class IdempotencyRegister
{
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>Takes note of a request; only the first under a key is to be carried out.</summary>
    public Acceptance Accept(string idempotencyKey, string inputHash)
    {
        if (_seen.TryAdd(idempotencyKey, inputHash)) return Acceptance.First;
        return string.Equals(_seen[idempotencyKey], inputHash, StringComparison.Ordinal)
            ? Acceptance.Repeated
            : Acceptance.Conflict;
    }
}
