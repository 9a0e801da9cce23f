using System.Text;
using System.Text.Json;
using Storefold.Planning;

namespace Storefold.Deciding;

/// <summary>The built-in answer to an app after the close: an RFC 9457 document.</summary>
internal static class AppProblem
{
    public static string Document(GateView view, AppModel app, SiteModel site) => ProblemText.Of(
        NoticeOf(view, site), "This app has closed", app.Status,
        $"{view.Plan.Notices.Brand} is closed, and this app no longer works. Your orders, points and coupons are at {view.Plan.Notices.TargetBrand}.");

    /// <summary>Absolute address of a site's notice; ASCII, as plans are.</summary>
    public static string NoticeOf(GateView view, SiteModel site) =>
        $"https://{site.Host}{site.PathPrefix}{OwnPages.PathOf(view, "/notice")}";
}

/// <summary>Writes problem details for programs (RFC 9457).</summary>
public static class ProblemText
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>A document.</summary>
    /// <param name="type">Absolute address of a page that explains it; null for <c>about:blank</c>.</param>
    /// <param name="title">One line.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="detail">One or two sentences.</param>
    public static string Of(string? type, string title, int status, string detail)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type ?? "about:blank");
            writer.WriteString("title", title);
            writer.WriteNumber("status", status);
            writer.WriteString("detail", detail);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
