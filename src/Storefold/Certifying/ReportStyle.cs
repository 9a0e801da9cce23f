namespace Storefold.Certifying;

/// <summary>
/// The style of the report, in the page itself: it is opened from a mail or a folder, years later, without a network.
/// Every pair of colours has a contrast of at least 4.5 : 1 (held by a test).
/// </summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light; --ink: #1b1f24; --soft: #4d5661; --line: #c9d1d9; --pale: #f4f6f8; --link: #0a4fa3;
          --good: #0b5a2a; --good-pale: #e7f5ec; --bad: #8c1420; --bad-pale: #fdeeee; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #ffffff; color: var(--ink);
          font: 1rem/1.55 system-ui, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
        main { max-width: 66rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
        h2 { font-size: 1.3rem; line-height: 1.25; margin: 2.75rem 0 .5rem; padding-top: .75rem;
          border-top: 2px solid var(--line); }
        h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
        p, li { max-width: 44rem; }
        p { margin: .5rem 0; }
        a { color: var(--link); }
        code, pre, .hash { font-family: ui-monospace, "SF Mono", Consolas, monospace; font-size: .9em; }
        pre { background: var(--pale); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem;
          margin: .5rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        .hash { overflow-wrap: anywhere; }
        .verdict { border: 2px solid var(--good); border-left-width: .6rem; background: var(--good-pale);
          border-radius: .5rem; padding: .9rem 1.1rem; }
        .verdict strong { display: block; font-size: 1.3rem; line-height: 1.3; color: var(--good); }
        .verdict.bad { border-color: var(--bad); background: var(--bad-pale); }
        .verdict.bad strong { color: var(--bad); }
        .verdict ul { margin: .5rem 0 0; padding-left: 1.2rem; }
        .rehearsal { border: 2px dashed var(--soft); background: var(--pale); border-radius: .5rem; padding: .6rem 1.1rem;
          margin: 0 0 1rem; max-width: none; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
          gap: .25rem 2rem; margin: 1.25rem 0; }
        .facts div { border-bottom: 1px solid var(--line); padding: .35rem 0; }
        .facts .wide { grid-column: 1 / -1; }
        dt { color: var(--soft); font-size: .875rem; }
        dd { margin: 0; font-variant-numeric: tabular-nums; }
        .contents ul { columns: 2 14rem; padding-left: 1.2rem; margin: .5rem 0; }
        .scroll { overflow-x: auto; margin: .75rem 0; border: 1px solid var(--line); border-radius: .4rem; }
        .scroll:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        table { border-collapse: collapse; width: 100%; font-size: .925rem; }
        caption { text-align: left; font-weight: 600; padding: .55rem .7rem; background: var(--pale); }
        caption span { position: sticky; left: .7rem; display: inline-block; max-width: min(100%, 78vw); }
        th, td { padding: .4rem .7rem; text-align: right; vertical-align: top; border-top: 1px solid var(--line);
          font-variant-numeric: tabular-nums; white-space: nowrap; }
        thead th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
        tbody th, thead th:first-child { text-align: left; font-weight: 500; position: sticky; left: 0;
          background: #ffffff; }
        tbody th { min-width: 7rem; max-width: 13rem; white-space: normal; }
        tr.sum th, tr.sum td { font-weight: 700; border-top: 2px solid var(--soft); }
        td.text { text-align: left; white-space: normal; }
        td.why { min-width: 12rem; }
        .losses thead th:nth-child(n + 3) { text-align: left; }
        .losses tbody th, .losses thead th:first-child { position: static; }
        td ul { list-style: none; margin: .1rem 0 0; padding: 0; font-size: .85rem; color: var(--soft); }
        .wrong { color: var(--bad); background: var(--bad-pale); font-weight: 700; }
        .flag { font-size: .75rem; border: 1px solid var(--bad); border-radius: .25rem; padding: 0 .25rem; }
        .sum-sheet { max-width: 34rem; }
        .sum-sheet th { font-weight: 400; min-width: 0; max-width: none; }
        .sum-sheet tr.sum th { font-weight: 700; }
        @media (min-width: 48rem) { main { padding: 2.5rem 2rem 5rem; } h1 { font-size: 2.1rem; } }
        @media print {
          @page { margin: 15mm; }
          :root { font-size: 9.5pt; }
          main { max-width: none; padding: 0; }
          .scroll { overflow: visible; border: 0; }
          .contents { display: none; }
          tbody th, thead th:first-child, caption span { position: static; }
          caption span { position: sticky; left: .7rem; display: inline-block; max-width: min(100%, 78vw); }
        th, td { padding: 2pt 4pt; }
          thead { display: table-header-group; }
          tr, .verdict { break-inside: avoid; }
          h2, h3, caption { break-after: avoid; }
          a { color: inherit; text-decoration: none; }
        }
        """;
}
