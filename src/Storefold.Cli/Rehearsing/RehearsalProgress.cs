using NodaTime;
using Storefold.Engine;
using Storefold.Rehearsing;

namespace Storefold.Cli.Rehearsing;

/// <summary>Says on standard error what the rehearsal is at, as long as somebody watches a terminal.</summary>
internal sealed class RehearsalProgress(TextWriter error) : IRehearsalObserver, IDisposable
{
    private readonly bool _isSilent = Console.IsErrorRedirected;
    private string _doing = "";
    private bool _shown;

    /// <inheritdoc/>
    public void Doing(Instant now, string what)
    {
        _doing = $"{now.InUtc().Date.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}  {what}";
        Show(_doing);
    }

    /// <inheritdoc/>
    public void Moving(TransferProgress progress)
    {
        if (progress.Total > 0) Show($"{_doing}  {progress.Step} {(double)progress.Rows / progress.Total:P0}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shown) error.Write("\r\u001b[2K");
        _shown = false;
    }

    private void Show(string text)
    {
        if (_isSilent) return;
        error.Write("\r\u001b[2K" + text);
        _shown = true;
    }
}
