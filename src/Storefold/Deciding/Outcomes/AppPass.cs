namespace Storefold.Deciding.Outcomes;

/// <summary>The old shop answers its app, and its answer also says when that ends.</summary>
/// <param name="App">Name of the app.</param>
/// <param name="Sunset">HTTP-date of the close (RFC 8594).</param>
/// <param name="Deprecation">When the end was announced, as a structured date <c>@1727078400</c> (RFC 9745).</param>
/// <param name="Link">The notice, with the relations <c>sunset</c> and <c>deprecation</c>; null where no site has one.</param>
public sealed record AppPass(string App, string Sunset, string Deprecation, string? Link) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "app_pass";

    /// <inheritdoc/>
    public override int Status => 204;

    /// <inheritdoc/>
    public override bool Passes => true;
}
