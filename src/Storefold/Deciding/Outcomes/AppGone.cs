using Storefold.Planning;

namespace Storefold.Deciding.Outcomes;

/// <summary>The app's service has ended: exactly what the plan says, because an installed app knows only its own errors.</summary>
/// <param name="App">The app.</param>
/// <param name="Body">The plan's body, or the built-in RFC 9457 document.</param>
public sealed record AppGone(AppModel App, string Body) : Outcome
{
    /// <inheritdoc/>
    public override string Name => "app_gone";

    /// <inheritdoc/>
    public override int Status => App.Status;
}
