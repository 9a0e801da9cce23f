namespace Storefold.Rehearsing.Reporting;

/// <summary>What the report adds to the certificate's style: the dark, the timeline, and people's tables that become cards.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --paper: #ffffff; --shop: #3d4650; --shop-pale: #eef1f4; --ours: #0a4fa3;
          --ours-pale: #e8f1fc; --refused: #7a4300; --refused-pale: #fff2dd; --moved: #0b5a2a; --moved-pale: #e7f5ec;
          --gone: #6b1e5b; --gone-pale: #f9ecf6; }
        @media (prefers-color-scheme: dark) { :root { --paper: #14181d; --ink: #e6eaee; --soft: #a7b1bc; --line: #39424c;
          --pale: #1d232a; --link: #8ec1ff; --good: #7fd8a0; --good-pale: #12291b; --bad: #ff9a9f; --bad-pale: #371519;
          --shop: #c3ccd5; --shop-pale: #232a32; --ours: #9cc8ff; --ours-pale: #152842; --refused: #ffc779;
          --refused-pale: #35260e; --moved: #7fd8a0; --moved-pale: #12291b; --gone: #eaa6dc; --gone-pale: #331a2e; } }
        body, tbody th, thead th:first-child { background: var(--paper); }
        main { max-width: 76rem; }
        h1 { font-size: 2rem; letter-spacing: -.01em; }
        .eyebrow { color: var(--soft); font-size: .85rem; letter-spacing: .04em; text-transform: uppercase; margin: 0; }
        .sample { border: 2px dashed var(--refused); color: var(--refused); background: var(--refused-pale);
          border-radius: .5rem; padding: .4rem 1rem; max-width: none; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr)); gap: .75rem; margin: 1.25rem 0; }
        .figures div { background: var(--pale); border-radius: .5rem; padding: .7rem .9rem; display: flex; flex-direction: column; }
        .figures dd { font-size: 1.5rem; font-weight: 700; line-height: 1.2; }
        .timeline { list-style: none; margin: 1rem 0; padding: 0 0 0 1.4rem; border-left: 3px solid var(--line); }
        .timeline > li { position: relative; margin: 0 0 1.1rem; max-width: none; }
        .timeline > li::before { content: ""; position: absolute; left: calc(-1.4rem - 9px); top: .35rem; width: 13px;
          height: 13px; border-radius: 50%; border: 2px solid var(--paper); background: var(--good); }
        .timeline > li.held::before { background: var(--bad); border-radius: 2px; }
        .timeline > li.between::before { background: var(--line); width: 7px; height: 7px; left: calc(-1.4rem - 6px); top: .5rem; }
        .timeline h3 { margin: 0; }
        .timeline h3 code { font-weight: 400; color: var(--soft); font-size: .8rem; }
        .timeline p { margin: .1rem 0; max-width: none; }
        .when { font-variant-numeric: tabular-nums; color: var(--soft); }
        .state { font-weight: 600; color: var(--good); }
        .held .state { color: var(--bad); }
        .between p { color: var(--soft); font-size: .9rem; }
        .checks { list-style: none; padding: 0; margin: .3rem 0 0; }
        .checks li { max-width: none; font-size: .9rem; margin: .15rem 0; }
        .go, .nogo { display: inline-block; min-width: 1.9rem; text-align: center; border-radius: .25rem; font-size: .75rem;
          font-weight: 700; color: var(--good); background: var(--good-pale); }
        .nogo { color: var(--bad); background: var(--bad-pale); }
        .key { display: flex; flex-wrap: wrap; gap: .4rem; }
        .tone { padding: .1rem .6rem; border-radius: 1rem; font-size: .85rem; }
        .shop { color: var(--shop); background: var(--shop-pale); } .ours { color: var(--ours); background: var(--ours-pale); }
        .refused { color: var(--refused); background: var(--refused-pale); } .moved { color: var(--moved); background: var(--moved-pale); }
        .gone { color: var(--gone); background: var(--gone-pale); }
        .people { table-layout: fixed; border: 1px solid var(--line); margin: .5rem 0 1.25rem; }
        .people th, .people td { white-space: normal; text-align: left; padding: .45rem .5rem; }
        .people tbody th { font-weight: 600; max-width: none; position: static; }
        .people td { padding: .3rem; }
        .people td.same::after { content: "unchanged"; font-size: .8rem; color: var(--soft); padding: 0 .3rem; }
        .asked { display: block; font: .78rem ui-monospace, Consolas, monospace; color: var(--soft); overflow-wrap: anywhere; }
        .answer { border-radius: .4rem; padding: .35rem .5rem; margin: 0 0 .3rem; font-size: .87rem; line-height: 1.4; }
        .answer span { display: block; } .answer .since { font-size: .76rem; opacity: .95; }
        .answer .to { font: .8rem ui-monospace, Consolas, monospace; overflow-wrap: anywhere; margin-top: .15rem; }
        .answer q { display: block; margin-top: .2rem; font-style: italic; overflow-wrap: anywhere; }
        .words td, .words th { white-space: normal; text-align: left; } .words thead th { text-align: left; }
        .words tbody th { position: static; }
        .proof { font-weight: 600; color: var(--good); } .proof.wrong { color: var(--bad); }
        .needed li { margin: .4rem 0; } .needed strong { display: block; }
        .posts p { background: var(--pale); border-radius: .4rem; padding: .5rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        .posts span { color: var(--soft); font-size: .85rem; }
        .took { columns: 2 12rem; } .took span { color: var(--soft); }
        @media (max-width: 47.99rem) {
          .people, .people tbody, .people tr, .people td, .people tbody th { display: block; width: 100%; }
          .people thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .people tbody th { background: var(--pale); }
          .people td.same { display: none; }
          .people td::before { content: attr(data-phase); display: block; font-size: .76rem; color: var(--soft); padding: 0 .2rem; }
          .people td, .people tbody th { border-top: 0; }
        }
        @media print { :root { color-scheme: light; } .answer, .timeline > li, .figures div { break-inside: avoid; } }
        """;
}
