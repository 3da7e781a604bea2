/** The style sheet of the page; it has to be the same to the last character as its hash in the page says. */
export const style = `
:root {
    color-scheme: light dark;
    --page: #ffffff; --text: #1c2128; --soft: #57606a; --line: #d0d7de; --box: #f6f8fa; --link: #0550ae;
    --proved: #116329; --proved-fill: #e3f6e8; --violated: #a40e26; --violated-fill: #ffebe9;
    --unknown: #7a4c00; --unknown-fill: #fff4d6; --plain: #57606a; --plain-fill: #f6f8fa;
}
@media screen and (prefers-color-scheme: dark) {
    :root {
        --page: #0d1117; --text: #e6edf3; --soft: #9ea7b3; --line: #3a424c; --box: #161b22; --link: #79b8ff;
        --proved: #56d364; --proved-fill: #0f2a18; --violated: #ff9492; --violated-fill: #3a1416;
        --unknown: #e3b341; --unknown-fill: #322504; --plain: #9ea7b3; --plain-fill: #161b22;
    }
}
* { box-sizing: border-box; }
html { background: var(--page); color: var(--text); }
body { margin: 0 auto; max-width: 76rem; padding: 0 1rem 3rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem 1rem; z-index: 1; }
header { padding-top: 1.5rem; }
header p { margin: 0; color: var(--soft); }
.kicker { font-size: .85rem; letter-spacing: .06em; text-transform: uppercase; }
h1 { margin: .1rem 0; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 0 0 .75rem; font-size: 1.3rem; }
h3 { margin: 1.25rem 0 .5rem; font-size: 1.05rem; }
h4 { margin: 0 0 .25rem; font-size: 1rem; }
h4 a { text-decoration: none; color: inherit; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; margin: .75rem 0 0; }
main > section { margin-top: 2.25rem; }
code { font: .85em ui-monospace, monospace; color: var(--soft); font-weight: 400; }
.note, small { color: var(--soft); font-size: .88rem; }
.verdict { margin-top: 1.25rem !important; padding: 1rem 1.25rem; border: 1px solid var(--line); border-left-width: .5rem; border-radius: .5rem; }
.verdict-proved { background: var(--proved-fill); border-color: var(--proved); }
.verdict-rejected { background: var(--violated-fill); border-color: var(--violated); }
.verdict-passed { background: var(--unknown-fill); border-color: var(--unknown); }
.verdict small, .verdict dt { color: var(--text); }
.headline { margin: 0 0 .75rem; font-size: 1.15rem; font-weight: 600; }
.verdict dl { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0; }
dt { font-size: .85rem; color: var(--soft); }
dd { margin: 0; }
.verdict dd { font-size: 1.25rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.verdict dd small { font-weight: 400; }
.terms { display: grid; gap: .25rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); margin: .5rem 0 0; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); font-weight: 400; }
thead th { border-top: 0; color: var(--soft); font-size: .85rem; }
tfoot th, tfoot td { font-weight: 600; border-top-width: 2px; }
td > p, article > p { margin: .25rem 0; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
#statements th[scope=row] { white-space: nowrap; }
:target { outline: 2px solid var(--link); outline-offset: 2px; }
details { margin: .5rem 0; padding: .25rem .75rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--box); }
details.mark-violated { border-left: .3rem solid var(--violated); }
details.mark-unknown { border-left: .3rem dashed var(--unknown); }
summary { cursor: pointer; }
.finding { margin: .6rem 0; padding: .6rem .9rem; border: 1px solid var(--line); border-left-width: .3rem; border-radius: .4rem; }
.finding h3 { margin: 0; }
.finding.level-mandatory { border-left-color: var(--violated); }
.finding.level-advisory { border-left-color: var(--unknown); border-left-style: dashed; }
.finding.level-waived { border-left-color: var(--plain); border-left-style: dotted; }
.key { display: inline-block; padding: 0 .5rem; border: 1.5px solid var(--plain); border-radius: .4rem; color: var(--plain); background: var(--plain-fill); font-size: .85rem; font-weight: 600; white-space: nowrap; }
.key.mark-proved { border-color: var(--proved); color: var(--proved); background: var(--proved-fill); }
.key.mark-violated, .key.level-mandatory { border: 3px double var(--violated); color: var(--violated); background: var(--violated-fill); }
.key.mark-unknown, .key.level-advisory { border: 1.5px dashed var(--unknown); color: var(--unknown); background: var(--unknown-fill); }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; list-style: none; padding: 0; margin: 0 0 .75rem; font-size: .9rem; color: var(--soft); }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; }
svg { display: block; margin: 0 auto; height: auto; max-width: 100%; }
svg.wide { min-width: 48rem; }
svg text { fill: var(--text); font-family: Helvetica, Arial, sans-serif; }
svg polygon, svg path, svg ellipse, svg polyline { stroke: var(--plain); fill: none; }
svg .graph > polygon { stroke: none; }
svg .edge polygon { fill: var(--plain); }
svg .kind-vpc > polygon, svg .kind-vpc > path { fill: var(--box); stroke: var(--line); stroke-width: 1.5; }
svg .kind-zone > polygon { stroke: var(--line); stroke-dasharray: 2 4; fill: var(--page); }
svg .kind-subnet > polygon { fill: var(--page); }
svg .mark-proved > polygon, svg .mark-proved > path, svg .mark-proved > polyline, svg .mark-proved > ellipse { stroke: var(--proved); stroke-width: 1.3; }
svg .mark-violated > polygon, svg .mark-violated > path, svg .mark-violated > polyline, svg .mark-violated > ellipse { stroke: var(--violated); stroke-width: 2.8; }
svg .mark-unknown > polygon, svg .mark-unknown > path, svg .mark-unknown > polyline, svg .mark-unknown > ellipse { stroke: var(--unknown); stroke-width: 1.8; stroke-dasharray: 6 4; }
svg .node.mark-proved > polygon, svg .node.mark-proved > ellipse { fill: var(--proved-fill); }
svg .node.mark-violated > polygon, svg .node.mark-violated > ellipse { fill: var(--violated-fill); }
svg .node.mark-unknown > polygon, svg .node.mark-unknown > ellipse { fill: var(--unknown-fill); }
svg .edge.mark-proved polygon { fill: var(--proved); }
svg .edge.mark-violated polygon { fill: var(--violated); }
svg .edge.mark-unknown polygon { fill: var(--unknown); stroke-dasharray: none; }
svg .edge.mark-proved text { fill: var(--proved); }
svg .edge.mark-violated text { fill: var(--violated); font-weight: 600; }
svg .edge.mark-unknown text { fill: var(--unknown); }
footer { margin-top: 2.5rem; color: var(--soft); font-size: .88rem; }
@media print {
    :root { color-scheme: light; }
    body { max-width: none; padding: 0; font-size: 10pt; }
    nav, .skip { display: none; }
    details::details-content { content-visibility: visible; display: block; height: auto; }
    .scroll { overflow: visible; border: 0; padding: 0; }
    svg.wide { min-width: 0; }
    svg { max-height: 22cm; }
    .finding, tr, details { break-inside: avoid; }
    h2, h3 { break-after: avoid; }
    * { print-color-adjust: exact; }
}
`;
