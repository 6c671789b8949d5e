namespace IncidentBot.Workflow.Timeline;

/// <summary>The page's style sheet: light and dark on the screen, always light on A4 paper, with incident and head on each printed page.</summary>
internal static class HtmlStyle
{
    /// <summary>The sheet; both arguments are already safe for a CSS string.</summary>
    internal static string Of(string incident, string head) => Sheet.Replace("INCIDENT", incident, StringComparison.Ordinal).Replace("HEAD", head, StringComparison.Ordinal);

    private const string Sheet = """
        :root { color-scheme: light dark; --ground: #fff; --raised: #f4f6f8; --text: #161c22; --muted: #515c68; --rule: #d3dae1; --good: #17663a; --warning: #874b00; --bad: #ab1f17; --unknown: #6a3fa0;
          --detect: #b98900; --decide: #17568f; --recover: #17663a; }
        @media screen and (prefers-color-scheme: dark) { :root { --ground: #0d1115; --raised: #1b2229; --text: #e4e9ee; --muted: #9caab7; --rule: #2a333d; --good: #74cf9b; --warning: #f0b75a; --bad: #ff9489; --unknown: #c9aef5;
          --detect: #d9ac2b; --decide: #84bbf0; --recover: #74cf9b; } }
        @media print { :root { color-scheme: light; } }
        * { box-sizing: border-box; }
        html { font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif; color: var(--text); background: var(--ground); font-variant-numeric: tabular-nums; }
        body { max-width: 62rem; margin: 0 auto; padding: 1.6rem 1.2rem 3rem; }
        h1 { font-size: 1.55rem; line-height: 1.3; margin: 0 0 .3rem; } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 2px solid var(--rule); } h3 { font-size: 1rem; margin: 1.3rem 0 .4rem; }
        p { margin: .3rem 0 .6rem; } h1, p, td, th, dd, dt, blockquote, li { overflow-wrap: anywhere; unicode-bidi: plaintext; }
        .standing, .by, .details, .via { color: var(--muted); }
        .seal h2 { margin: 0 0 .4rem; font-size: 1rem; } .seal { margin-top: 2rem; padding: .6rem .9rem; background: var(--raised); border: 1px solid var(--rule); border-radius: 6px; font-size: .82rem; }
        .fault { padding: .6rem .9rem; border: 2px solid var(--bad); color: var(--bad); font-weight: 700; }
        dl { display: grid; grid-template-columns: minmax(8rem, auto) 1fr; gap: .15rem 1.1rem; margin: .5rem 0 .8rem; } dt { color: var(--muted); } dd { margin: 0; white-space: pre-wrap; }
        .statement { padding: .35rem .8rem; border-left: 4px solid var(--rule); background: var(--raised); }
        #decision > .statement:first-of-type { font-size: 1.12rem; font-weight: 650; padding: .7rem .9rem; }
        p.good { border-left-color: var(--good); } p.warning { border-left-color: var(--warning); } p.bad { border-left-color: var(--bad); } p.unknown { border-left-color: var(--unknown); border-left-style: dashed; }
        td.good { color: var(--good); } td.warning { color: var(--warning); } td.bad { color: var(--bad); font-weight: 650; } td.unknown { color: var(--unknown); }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .88rem; } th, td { text-align: left; vertical-align: top; padding: .28rem .6rem .28rem 0; border-bottom: 1px solid var(--rule); white-space: pre-line; min-width: 6rem; }
        thead th { color: var(--muted); font-weight: 600; border-bottom-width: 2px; } tbody th { font-weight: 600; }
        blockquote { margin: .2rem 0 1rem; padding: .5rem .9rem; border-left: 4px solid var(--decide); background: var(--raised); white-space: pre-wrap; } .by { margin: .8rem 0 0; }
        .log { list-style: none; margin: 0; padding: 0; } .log > li { display: grid; grid-template-columns: 4.6rem 1fr; gap: 0 .7rem; padding: .22rem 0; border-bottom: 1px solid var(--rule); }
        .log time { color: var(--muted); } .details { list-style: none; margin: .1rem 0 .2rem; padding: 0; font-size: .84rem; } .via { font-size: .82rem; }
        .log .point-of-no-return { border-top: 3px solid var(--bad); } .point-of-no-return .sentence { color: var(--bad); font-weight: 700; }
        .step .sentence, .reading .sentence, .alarm .sentence { font-weight: 400; } .proposal .sentence, .approval .sentence, .failover .sentence, .incident .sentence { font-weight: 600; }
        svg { display: block; width: 100%; height: auto; margin: .8rem 0; } svg text { font-size: 12px; fill: var(--text); } svg .small { font-size: 11px; fill: var(--muted); }
        svg .detect { fill: var(--detect); } svg .decide { fill: var(--decide); } svg .recover { fill: var(--recover); } svg .open { fill-opacity: .25; stroke: var(--muted); stroke-dasharray: 4 3; }
        svg .axis { stroke: var(--rule); } svg .ponr { stroke: var(--bad); stroke-width: 2; } svg .ponr-text { fill: var(--bad); font-weight: 700; } svg .rto { stroke: var(--warning); stroke-dasharray: 5 4; stroke-width: 1.5; } svg .rto-text { fill: var(--warning); }
        @media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } .log > li { grid-template-columns: 1fr; } }
        @page { size: A4; margin: 18mm 14mm 16mm; @top-left { content: "INCIDENT"; font: 8pt sans-serif; color: #515c68; } @top-right { content: "head HEAD"; font: 6.5pt monospace; color: #515c68; }
          @bottom-right { content: counter(page) " of " counter(pages); font: 8pt sans-serif; color: #515c68; } }
        @media print { html { font-size: 9.5pt; } body { max-width: none; padding: 0; } h2, h3, .by { break-after: avoid; } tr, .log > li, .statement, svg, dl > * { break-inside: avoid; } thead { display: table-header-group; } .wide { overflow: visible; }
          blockquote { break-inside: auto; orphans: 3; widows: 3; } .statement, .seal, blockquote { print-color-adjust: exact; -webkit-print-color-adjust: exact; } svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        """;
}
