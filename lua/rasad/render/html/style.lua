-- style.lua: how a report looks: light and dark, either direction, wide, narrow and on paper.
return [[
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --card: #fff; --ink: #1c2126; --soft: #5a636e; --rule: #d8dbd6; --band: #f3f4ef; --mark: #fbe7a8;
  --link: #1a5aa0; --occurred: #1a5aa0; --planned: #a15c00; --claimed: #7547ad; --denied: #b3261e;
  --c1: #1a5aa0; --c2: #b35c00; --c3: #2c7a4b; --c4: #7547ad; --c5: #b3261e; --c6: #4d6670;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181b; --card: #1d2125; --ink: #e6e8ea; --soft: #a3adb6; --rule: #363d44; --band: #1b1f23; --mark: #5c4a10;
    --link: #86b9f2; --occurred: #86b9f2; --planned: #eeab52; --claimed: #c3a3ee; --denied: #f58d84;
    --c1: #86b9f2; --c2: #eeab52; --c3: #7fcf9c; --c4: #c3a3ee; --c5: #f58d84; --c6: #a9bcc6;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-inline-size: 66rem;
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", Arial, sans-serif;
}
:lang(fa), :lang(ar) {
  font-family: Vazirmatn, "IRANSans", "Noto Sans Arabic", "Noto Naskh Arabic", "Segoe UI", Tahoma, system-ui, sans-serif;
  line-height: 1.8;
}
h1, h2, h3, h4 { line-height: 1.3; margin-block: 2.2em .6em; text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 4vw, 2.4rem); margin-block: 0 .25em; letter-spacing: -.01em; }
h2 { font-size: 1.35rem; border-block-start: 2px solid var(--ink); padding-block-start: .5rem; }
h3 { font-size: 1.1rem; } h4 { font-size: 1rem; }
:lang(fa) h1, :lang(ar) h1 { letter-spacing: 0; }
p { margin-block: 0 .9em; max-inline-size: 44rem; }
a { color: var(--link); }
.lead { font-size: 1.15rem; color: var(--soft); }
.figures { display: flex; flex-wrap: wrap; gap: .4rem 2.4rem; margin: 1.4rem 0 1.8rem; padding: 0; list-style: none; }
.figures li { color: var(--soft); font-size: .88rem; line-height: 1.35; }
.figures b { display: block; font-size: 1.7rem; font-weight: 650; color: var(--ink); }
.note { border-inline-start: 4px solid var(--planned); background: var(--band); padding: .6rem 1rem; max-inline-size: 44rem; }
.soft { color: var(--soft); }

/* tables */
.scroll { overflow-x: auto; margin-block: 1rem 1.4rem; }
table { border-collapse: collapse; font-size: .94rem; }
th, td { padding: .35rem .8rem; text-align: start; vertical-align: top; border-block-end: 1px solid var(--rule); }
th { border-block-end: 2px solid var(--ink); font-weight: 600; white-space: nowrap; }
td, .day { white-space: nowrap; } td.wrap, td.long { white-space: normal; }
td.wrap { min-inline-size: 9em; } td.long { min-inline-size: 14em; }
td.n, th.n { text-align: end; font-variant-numeric: tabular-nums; }
tbody tr:hover { background: var(--band); }
th button { all: unset; cursor: pointer; } th button:focus-visible { outline: 2px solid var(--link); }
th[aria-sort] button::after { content: " ↓"; } th[aria-sort=ascending] button::after { content: " ↑"; }

/* concordance: what was found stands in the middle, before and after it by the line's own direction */
.kwic { list-style: none; margin: 1rem 0; padding: 0; font-size: .95rem; }
.kwic li { border-block-end: 1px solid var(--rule); padding-block: .3rem; }
.kwic .line { display: grid; grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr); gap: .6rem; align-items: baseline; }
.kwic .before { text-align: end; } .kwic .node { font-weight: 650; color: var(--link); } .kwic .after { text-align: start; }
.kwic .place { font-size: .8rem; color: var(--soft); }

/* pictures */
figure { margin: 1.2rem 0; } figcaption { font-weight: 600; margin-block-end: .4rem; }
svg.timeline, svg.plot { display: block; inline-size: 100%; min-inline-size: 44rem; block-size: auto; }
svg text { font-size: 12px; fill: var(--ink); font-family: inherit; } svg text.muted { fill: var(--soft); }
svg text.strong, svg text.lane { font-weight: 600; }
svg .rule { stroke: var(--rule); } svg .grid { stroke: var(--rule); stroke-width: .6; stroke-dasharray: 2 3; }
svg .grid.strong { stroke-dasharray: none; stroke-width: 1; } svg .tick { stroke: var(--soft); stroke-width: .8; }
svg .band { fill: var(--band); } svg .other { fill: none; stroke: var(--denied); stroke-width: 1.4; }
svg .occurred { color: var(--occurred); } svg .planned { color: var(--planned); }
svg .claimed { color: var(--claimed); } svg .denied { color: var(--denied); }
svg .bar { fill: currentColor; fill-opacity: .55; }
svg .bar.unsure { fill-opacity: .16; stroke: currentColor; stroke-width: 1; stroke-dasharray: 3 2; }
svg a.event { cursor: pointer; } svg a.event:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
svg a.event:hover use, svg a.event.on use { stroke-width: 3.4; } svg a.event.off { opacity: .15; }
.marks { position: absolute; inline-size: 0; block-size: 0; }
#mark-occurred { fill: var(--occurred); stroke: var(--occurred); }
#mark-planned { fill: var(--card); stroke: var(--planned); stroke-width: 2.2; }
#mark-claimed { fill: var(--card); stroke: var(--claimed); stroke-width: 2.2; }
#mark-denied { fill: none; stroke: var(--denied); stroke-width: 2.6; }
svg .line { fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linejoin: round; }
svg .point { fill: var(--card); stroke: currentColor; stroke-width: 2; }
svg rect.c1, svg rect.c2, svg rect.c3, svg rect.c4, svg rect.c5, svg rect.c6 { fill: currentColor; }
svg rect.point { fill: var(--card); } svg .shade { fill: var(--c1); } svg .stroke { stroke: var(--c1); stroke-width: 1.6; }
.c1 { color: var(--c1); } .c2 { color: var(--c2); } .c3 { color: var(--c3); }
.c4 { color: var(--c4); } .c5 { color: var(--c5); } .c6 { color: var(--c6); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; list-style: none; margin: .6rem 0; padding: 0;
  font-size: .88rem; }
.legend svg, summary svg { inline-size: 1.1em; block-size: 1.1em; vertical-align: -.15em; margin-inline-end: .35em;
  overflow: visible; }
.legend .swatch { display: inline-block; inline-size: 1em; block-size: .7em; background: currentColor;
  margin-inline-end: .4em; }
.data { font-size: .88rem; } .data summary { color: var(--soft); cursor: pointer; }

/* events */
.controls { display: flex; flex-wrap: wrap; gap: .5rem 1.1rem; align-items: center; margin-block: 1rem; font-size: .92rem; }
.controls[hidden] { display: none; }
.controls label { display: inline-flex; gap: .35rem; align-items: center; }
.controls input[type=search], .controls select { font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--soft); border-radius: 4px; padding: .25rem .5rem; }
.controls input[type=search] { inline-size: 14rem; max-inline-size: 100%; }
.events { list-style: none; margin: 1rem 0; padding: 0; }
.events > li { background: var(--card); border: 1px solid var(--rule); border-inline-start: 5px solid currentColor;
  border-radius: 4px; margin-block: .5rem; }
.events > li > * { color: var(--ink); }
.events > li.occurred { border-inline-start-color: var(--occurred); }
.events > li.planned { border-inline-start-color: var(--planned); }
.events > li.claimed { border-inline-start-color: var(--claimed); }
.events > li.denied { border-inline-start-color: var(--denied); }
.events > li.on { box-shadow: 0 0 0 2px var(--link); } .events > li[hidden] { display: none; }
.events summary { cursor: pointer; padding: .55rem .9rem; display: grid; grid-template-columns: 19rem 1fr;
  gap: .1rem 1.2rem; list-style: none; }
.events summary::-webkit-details-marker { display: none; }
.events summary:focus-visible { outline: 2px solid var(--link); outline-offset: -2px; }
.events .when { font-weight: 600; } .events .name::after { content: "▾"; color: var(--soft); margin-inline-start: .5em; }
.events details[open] .name::after { content: "▴"; }
.events .others { grid-column: 1; font-size: .85rem; color: var(--soft); }
.events .standing { font-size: .85rem; color: var(--soft); grid-column: 2; }
.events .excerpt { grid-column: 1 / -1; font-size: .92rem; margin-block-start: .25rem; overflow: hidden; display: -webkit-box;
  -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.events details[open] .excerpt { display: none; }
.badge { font-size: .78rem; border: 1px solid currentColor; border-radius: 1em; padding: .05em .6em;
  margin-inline-start: .5em; white-space: nowrap; line-height: 1.5; display: inline-block; }
.badge.planned { color: var(--planned); } .badge.claimed { color: var(--claimed); }
.badge.denied, .badge.disagree { color: var(--denied); }
.badge.occurred { color: var(--occurred); }
.body { padding: .2rem .9rem .9rem; border-block-start: 1px solid var(--rule); scroll-margin-block-start: 5rem; }
.body ul { margin: .5rem 0; padding-inline-start: 1.2rem; font-size: .92rem; }
@media (prefers-reduced-motion: no-preference) {
  html { scroll-behavior: smooth; } .body:target { animation: found 1.6s ease-out; }
}
@keyframes found { from { background: var(--mark); } }
.because { color: var(--soft); }
.versions { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .8rem; margin-block: .7rem; }
.versions > section { border: 1px dashed var(--denied); border-radius: 4px; padding: .5rem .8rem; }
.versions h4 { margin: 0; }
.evidence { margin: .7rem 0 0; } .evidence + .evidence { border-block-start: 1px solid var(--rule);
  padding-block-start: .6rem; }
blockquote { margin: 0; border-inline-start: 3px solid var(--rule); padding-inline-start: .8rem; overflow-wrap: anywhere; }
blockquote mark, mark { background: var(--mark); color: inherit; padding-inline: .1em; border-radius: 2px; font-weight: 600; }
.evidence figcaption { font-weight: 400; font-size: .82rem; color: var(--soft); margin: .25rem 0 0; }
.files { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: .95em; }
.files { columns: 18rem; list-style: none; padding: 0; font-size: .85rem; margin-block: .5rem; }

.provenance { margin-block-start: 3rem; font-size: .88rem; color: var(--soft); }
.provenance h2 { color: var(--ink); font-size: 1.05rem; }
.provenance dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: 0; }
.provenance dt { font-weight: 600; } .provenance dd { margin: 0; overflow-wrap: anywhere; }

@media (max-width: 44rem) {
  table { font-size: .86rem; } th, td { padding-inline: .45rem; } td.wrap { min-inline-size: 7em; }
  body { padding: 1.2rem .9rem 3rem; }
  .events summary { grid-template-columns: 1fr; } .events .standing, .events .others { grid-column: 1; }
  .kwic .line { grid-template-columns: 1fr; gap: 0; } .kwic .before, .kwic .node, .kwic .after { text-align: start;
    display: inline; }
  .kwic .line { display: block; }
}
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --rule: #bbb; --band: #f4f4f4; --mark: #f3e3a6;
    --link: #1a5aa0;
    --occurred: #1a5aa0; --planned: #a15c00; --claimed: #7547ad; --denied: #b3261e; --c1: #1a5aa0; --c2: #b35c00;
    --c3: #2c7a4b;
    --c4: #7547ad; --c5: #b3261e; --c6: #4d6670; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  html { font-size: 9.6pt; background: #fff; } body { padding: 0; max-inline-size: none; }
  .controls, .events .name::after, .events .excerpt { display: none; }
  .scroll { overflow: visible; } svg.timeline, svg.plot { min-inline-size: 0; }
  .data { display: none; } td { white-space: normal; } td.long { min-inline-size: 10em; }
  .evidence, tr, .kwic li, .versions > section, summary { break-inside: avoid; }
  h1, h2, h3, summary, figcaption:first-child { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; opacity: 1; }
  a { color: inherit; text-decoration: none; }
}
]]
