using System.Text.Json;
using Storefold.Notices.Wording;
using Storefold.Scheduling;

namespace Storefold.Notices.Pages;

/// <summary>The fragment that a shop's own pages show at their top, and the script that puts it there where an edge cannot.</summary>
internal static class BannerView
{
    /// <summary>Id of the fragment; the script looks for it before it inserts another.</summary>
    public const string Id = "storefold-banner";

    // The style stands on the elements: the shop's own sheet is not ours to know, and must not be touched. Both schemes read well on it.
    private const string Box = "all:initial;display:block;box-sizing:border-box;background:#12393c;color:#fff;"
        + "font:16px/1.5 system-ui,sans-serif;padding:10px 16px;text-align:center;overflow-wrap:anywhere";

    private const string Inner = "all:unset;font:inherit;color:#fff";
    private const string Anchor = "all:unset;font:inherit;color:#fff;font-weight:600;text-decoration:underline;cursor:pointer;outline:revert";

    /// <summary>The fragment; empty before the notice.</summary>
    public static string Write(Facts facts, PageText text, bool sample)
    {
        if (facts.Standing.Phase == Phase.Before) return "";
        var words = facts.Language.Words;
        var line = (sample ? words["sample"] + ": " : "") + TextBlocks.Line(text.Lead, facts);
        return new Html()
            .Raw($"<div id=\"{Id}\" role=\"region\" aria-label=\"").Text(words["notice"])
            .Raw($"\" lang=\"{facts.Language.Tag}\" dir=\"{facts.Language.Direction}\" style=\"{Box};direction:{facts.Language.Direction}\">")
            .Raw($"<span style=\"{Inner}\">").Text(line).Raw("</span> ")
            .Raw(Html.Link(facts.Text("notice_url"), words["banner.link"], $"style=\"{Anchor}\"")).Raw("</div>\n").ToString();
    }

    /// <summary>The script: the fragment as a string, inserted once.</summary>
    public static string Script(string fragment)
    {
        if (fragment.Length == 0) return "/* nothing is announced yet */\n";
        // The encoder writes < and > as escapes, so the text cannot end a script element either.
        var text = JsonEncodedText.Encode(fragment).ToString();
        return $$"""
            (function () {
              function show() {
                if (document.getElementById("{{Id}}")) return;
                document.body.insertAdjacentHTML("afterbegin", "{{text}}");
              }
              if (document.body) show();
              else document.addEventListener("DOMContentLoaded", show);
            })();

            """.ReplaceLineEndings("\n");
    }
}
