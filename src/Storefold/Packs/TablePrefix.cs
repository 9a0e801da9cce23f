using System.Text.RegularExpressions;
using Storefold.Planning;

namespace Storefold.Packs;

/// <summary>
/// What the names of a platform's tables begin with, which some platforms let a shop choose (<c>wp_</c>, <c>oc_</c>). A pack is
/// written with the platform's usual one, so that its SQL stays SQL that can be tried as it is; where a shop has another, every word
/// that begins with the usual one begins with that instead, in SQL files and in <c>pack.yaml</c>. So do keys that the platform makes
/// with it, such as WordPress's <c>wp_capabilities</c>.
/// </summary>
/// <param name="Usual">The one that the pack is written with.</param>
/// <param name="Own">The shop's.</param>
public sealed record TablePrefix(string Usual, string Own)
{
    private readonly Regex _words = new($@"\b{Regex.Escape(Usual)}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>A text of the pack as it is for the shop.</summary>
    public string In(string text) => string.Equals(Usual, Own, StringComparison.Ordinal) ? text : _words.Replace(text, Own);
}

/// <summary>A prefix that somebody named, and where: in a plan or on the command line.</summary>
/// <param name="Text">The prefix.</param>
/// <param name="File">The plan, or the option.</param>
/// <param name="Line">Line of the plan; 0 for none.</param>
public sealed record NamedPrefix(string Text, string File, int Line = 0)
{
    /// <summary>Why it cannot be the prefix of a shop of that pack; null when it can.</summary>
    public Diagnostic? Refusal(PackModel pack)
    {
        const string Code = "plan.table_prefix";
        if (pack.TablePrefix is null)
        {
            return new Diagnostic(
                Code, File, Line, $"In shops of pack {pack.Name} the names of tables are always the same.",
                Line > 0 ? "leave table_prefix out" : $"leave {File} out");
        }

        return TableNames.CanBeginWith(Text) ? null : new Diagnostic(Code, File, Line, $"'{Text}' cannot begin the name of a table.", TableNames.Hint);
    }
}
