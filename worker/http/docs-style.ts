/** The growth ring: the mark of Stamkund, and of how far a member has come. */
export const RING_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28" fill="none">
<style>:root{color:#1f5540}@media (prefers-color-scheme:dark){:root{color:#9cc9ae}}</style>
<g stroke="currentColor" stroke-linecap="round"><circle cx="14" cy="14" r="12.5" stroke-width="1.5" opacity=".35"/>
<circle cx="14" cy="14" r="8.5" stroke-width="1.75" opacity=".6"/><path d="M14 9.5a4.5 4.5 0 1 1-4.2 2.9" stroke-width="2"/></g>
<circle cx="14" cy="14" r="1.4" fill="#c98a2b"/></svg>`

/** The look of the worker's own pages: colours, type and space of the product's tokens, in both themes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --bg: light-dark(oklch(0.966 0.007 95), oklch(0.185 0.010 165));
  --surface: light-dark(oklch(0.993 0.003 95), oklch(0.232 0.012 165));
  --sunk: light-dark(oklch(0.950 0.009 95), oklch(0.205 0.011 165));
  --line: light-dark(oklch(0.896 0.010 95), oklch(0.335 0.013 165));
  --line-soft: light-dark(oklch(0.934 0.008 95), oklch(0.285 0.012 165));
  --ink: light-dark(oklch(0.245 0.020 165), oklch(0.945 0.008 115));
  --ink-2: light-dark(oklch(0.415 0.018 162), oklch(0.805 0.012 130));
  --ink-3: light-dark(oklch(0.490 0.016 160), oklch(0.705 0.014 140));
  --gran: light-dark(oklch(0.405 0.068 163), oklch(0.775 0.074 155));
  --gran-hover: light-dark(oklch(0.355 0.062 163), oklch(0.825 0.070 153));
  --on-gran: light-dark(oklch(0.985 0.010 130), oklch(0.215 0.030 165));
  --gran-soft: light-dark(oklch(0.946 0.020 140), oklch(0.295 0.034 163));
  --gran-text: light-dark(oklch(0.385 0.070 163), oklch(0.838 0.074 154));
  --hjortron-soft: light-dark(oklch(0.955 0.034 82), oklch(0.298 0.036 72));
  --hjortron-text: light-dark(oklch(0.455 0.094 58), oklch(0.858 0.088 78));
  --lingon-soft: light-dark(oklch(0.952 0.020 18), oklch(0.290 0.042 18));
  --lingon-text: light-dark(oklch(0.460 0.150 20), oklch(0.815 0.088 20));
  --blabar-soft: light-dark(oklch(0.952 0.016 262), oklch(0.292 0.030 262));
  --blabar-text: light-dark(oklch(0.430 0.095 262), oklch(0.830 0.062 262));
  --focus: light-dark(oklch(0.470 0.095 262), oklch(0.800 0.085 262));
  --shadow: light-dark(0 1px 2px oklch(0.245 0.020 165 / .06), 0 1px 2px oklch(0 0 0 / .3));
  --font: system-ui, -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", "Noto Sans Mono", Menlo, Consolas, monospace;
}
* { box-sizing: border-box; }
html { scroll-padding-top: 24px; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 400 0.875rem/1.5 var(--font); font-variant-numeric: tabular-nums; }
a { color: var(--gran-text); text-underline-offset: 2px; text-decoration-thickness: 1px; }
a:hover { color: var(--gran-hover); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
code, var { font: 0.8125rem/1.4 var(--mono); font-style: normal; overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 16px; background: var(--surface); padding: 8px 12px; z-index: 1; }

.frame { display: grid; grid-template-columns: 288px minmax(0, 1fr); min-height: 100vh; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 20px 12px 40px; border-right: 1px solid var(--line); background: var(--surface); }
.brand { display: flex; align-items: center; gap: 10px; padding: 4px 8px 16px; font: 600 1rem/1.375rem var(--font); letter-spacing: -0.012em; color: var(--ink); text-decoration: none; }
nav h2 { font: 600 0.8125rem/1.125rem var(--font); margin: 16px 0 4px; }
nav h2 a { display: block; padding: 4px 8px; color: var(--ink); text-decoration: none; }
nav li a { display: flex; align-items: center; gap: 8px; min-height: 32px; padding: 4px 8px; border-radius: 8px; color: var(--ink-2); font-size: 0.8125rem; line-height: 1.125rem; text-decoration: none; }
nav a:hover { background: var(--sunk); color: var(--ink); }
nav li .method { min-width: 46px; font-size: 0.625rem; padding: 1px 0; text-align: center; flex: none; }

main { padding: 56px 40px 120px; max-width: 928px; }
.eyebrow { color: var(--ink-3); font-size: 0.8125rem; }
h1 { font: 600 2.125rem/2.375rem var(--font); letter-spacing: -0.022em; margin: 8px 0 12px; max-width: 24em; text-wrap: balance; }
.lead { color: var(--ink-2); max-width: 68ch; text-wrap: pretty; }
.facts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1px; margin-top: 32px; background: var(--line-soft); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.facts div { background: var(--surface); padding: 12px 16px; }
.facts dt { color: var(--ink-3); font-size: 0.75rem; }
.group { margin-top: 56px; }
.group > h2 { font: 600 1.625rem/2rem var(--font); letter-spacing: -0.022em; margin-bottom: 4px; }
.route { margin-top: 20px; padding: 20px 24px 24px; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); scroll-margin-top: 20px; }
.route:target { border-color: var(--gran); }
.route h3 { font: 600 1rem/1.375rem var(--font); letter-spacing: -0.012em; }
.route h3 a { color: inherit; text-decoration: none; }
.route h3 a:hover { text-decoration: underline; }
.route > .lead { margin-top: 10px; }
.line { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px; margin-top: 8px; }
.line var { color: var(--hjortron-text); }
.access { color: var(--ink-3); font-size: 0.75rem; margin-left: auto; }
.method { font: 600 0.6875rem/1rem var(--mono); padding: 2px 7px; border-radius: 4px; background: var(--sunk); color: var(--ink-2); }
.get { background: var(--blabar-soft); color: var(--blabar-text); }
.post { background: var(--gran-soft); color: var(--gran-text); }
.put, .patch { background: var(--hjortron-soft); color: var(--hjortron-text); }
.delete { background: var(--lingon-soft); color: var(--lingon-text); }
details { margin-top: 2px; }
summary { cursor: pointer; min-height: 24px; }
summary::marker { color: var(--ink-3); }
details > .fields { margin-top: 4px; padding: 4px 16px; background: var(--sunk); border-radius: 8px; }
h4 { font: 600 0.75rem/1rem var(--font); color: var(--ink-3); margin: 20px 0 4px; }
.fields > div { display: grid; grid-template-columns: minmax(120px, 200px) minmax(0, 1fr); gap: 2px 16px; padding: 8px 0; border-top: 1px solid var(--line-soft); }
.fields > div:first-child { border-top: 0; }
.fields dd p { color: var(--ink-2); font-size: 0.8125rem; }
.inside { grid-column: 1 / -1; }
.inside .fields > div { grid-template-columns: minmax(120px, 184px) minmax(0, 1fr); }
.fields .fields, .variants { margin-top: 6px; padding-left: 14px; border-left: 2px solid var(--line-soft); }
.variants > li + li { margin-top: 4px; padding-top: 4px; border-top: 1px dashed var(--line); }
.variants .fields { border: 0; padding: 0; }
.optional, .limits { color: var(--ink-3); font-size: 0.75rem; overflow-wrap: anywhere; }
.type { color: var(--ink-2); font-size: 0.8125rem; }
.type + .limits { margin-left: 8px; }
.answers li { display: flex; gap: 12px; padding: 6px 0; }
.answers li > div { min-width: 0; flex: 1; }
.status { font: 600 0.75rem/1.375rem var(--mono); min-width: 36px; }
.good { color: var(--gran-text); }
.other { color: var(--lingon-text); }

.landing { min-height: 100vh; display: grid; align-content: center; max-width: 640px; margin: 0 auto; padding: 56px 24px; }
.landing .lead { font-size: 1rem; line-height: 1.5; }
.doors { display: grid; gap: 10px; margin-top: 32px; }
.doors a { display: flex; align-items: baseline; justify-content: space-between; gap: 16px; padding: 14px 18px; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; color: var(--ink); text-decoration: none; font-weight: 500; }
.doors a span { color: var(--ink-3); font-weight: 400; font-size: 0.8125rem; text-align: right; }
.doors a:hover { border-color: var(--gran); }
.doors a:first-child { background: var(--gran); border-color: var(--gran); color: var(--on-gran); }
.doors a:first-child span { color: inherit; opacity: .85; }
.doors a:first-child:hover { background: var(--gran-hover); }
.mail { white-space: pre-wrap; }
pre { margin: 8px 0 0; padding: 12px 16px; overflow-x: auto; background: var(--sunk); border-radius: 8px; }

@media (max-width: 860px) {
  .frame { grid-template-columns: minmax(0, 1fr); }
  nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); }
  nav ul { display: none; }
  nav section { display: inline-block; }
  nav h2 { margin: 0; }
  .facts { grid-template-columns: minmax(0, 1fr); }
  main { padding: 32px 16px 80px; }
  .route { padding: 16px; }
  .fields > div, .inside .fields > div { grid-template-columns: minmax(0, 1fr); }
  .access { margin-left: 0; width: 100%; }
}
@media (prefers-contrast: more) { :root { --ink-2: var(--ink); --ink-3: var(--ink); --line: var(--ink-2); } }
@media print { nav { display: none; } .frame { display: block; } }
`
