namespace Storefold.Deciding.Outcomes;

/// <summary>The plan knows no such host: whoever sent the request here was mistaken (RFC 9110, 15.5.20).</summary>
public sealed record UnknownHost : Outcome
{
    /// <inheritdoc/>
    public override string Name => "unknown_host";

    /// <inheritdoc/>
    public override int Status => 421;
}
