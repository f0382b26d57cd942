/** Tallboda's style sheet: white paper, serif, coffee brown. No font or picture is fetched from elsewhere. */
export const STYLE = `
:root { --ink: #3b2a20; --ink-2: #7a5c48; --line: #e6ddd2; --paper: #fff; --ground: #f4ede2; --rust: #98481f; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.5 Georgia, 'Liberation Serif', 'Times New Roman', serif; }
a { color: inherit; text-underline-offset: 3px; text-decoration-thickness: 1px; }
:focus-visible { outline: 3px solid #2c5a8f; outline-offset: 2px; }
h1, h2 { font-weight: 400; line-height: 1.15; margin: 0; letter-spacing: -.01em; }
h1 { font-size: clamp(32px, 5vw, 46px); } h2 { font-size: 26px; } .lines h2 { font-size: 20px; }
img { display: block; width: 100%; height: auto; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 12px; background: #fff; padding: 8px; z-index: 1; }
.wrap { max-width: 1120px; margin: 0 auto; padding: 0 28px; }
.top { border-bottom: 1px solid var(--line); }
.top .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 28px; min-height: 84px; padding-top: 14px; padding-bottom: 14px; }
.brand { font-size: 25px; text-decoration: none; margin-right: auto; white-space: nowrap; }
.top nav { display: flex; flex-wrap: wrap; gap: 4px 22px; }
.top nav a { text-decoration: none; padding: 6px 0; } .top nav a:hover, .top nav a[aria-current] { text-decoration: underline; }
.search { display: flex; } .search input { width: 150px; border-right: 0; border-radius: 0; } .search button { padding: 0 14px; }
main { padding: 40px 0 72px; min-height: 55vh; }
.foot { border-top: 1px solid var(--line); color: var(--ink-2); font-size: 15px; }
.foot .wrap { display: flex; flex-wrap: wrap; gap: 8px 32px; padding-top: 24px; padding-bottom: 32px; justify-content: space-between; }
.hero { display: grid; grid-template-columns: 1fr 1.1fr; background: var(--ground); margin-bottom: 56px; }
.hero > div { padding: 56px 48px; align-self: center; } .hero p { margin: 18px 0 28px; font-size: 19px; color: var(--ink-2); max-width: 34ch; }
.hero .trio { display: grid; grid-template-columns: repeat(3, 1fr); padding: 0; align-self: end; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 36px 28px; padding: 0; margin: 24px 0 56px; list-style: none; }
.card { text-decoration: none; display: block; } .card:hover .name { text-decoration: underline; }
.card .row { display: flex; justify-content: space-between; gap: 12px; margin-top: 14px; font-size: 19px; }
.muted { color: var(--ink-2); font-size: 15px; } .price { font-variant-numeric: tabular-nums; white-space: nowrap; }
.crumbs { display: flex; flex-wrap: wrap; gap: 8px; list-style: none; padding: 0; margin: 0 0 24px; font-size: 15px; color: var(--ink-2); }
.crumbs li + li::before { content: '/'; margin-right: 8px; }
.product { display: grid; grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); gap: 56px; align-items: start; }
.product h1 { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; margin: 6px 0 14px; } .product .price { font-size: 26px; }
button, .button { font: inherit; color: #fff; background: var(--ink); border: 1px solid var(--ink); padding: 13px 26px; cursor: pointer; text-decoration: none; display: inline-block; text-align: center; min-height: 48px; }
button:hover, .button:hover { background: #523b2d; } .wide { width: 100%; }
.quiet, .quiet:hover { background: none; border: 0; color: var(--ink); padding: 4px 0; min-height: 32px; text-decoration: underline; text-underline-offset: 3px; font-size: 15px; }
input, select { font: inherit; color: inherit; background: #fff; border: 1px solid #8d7462; padding: 10px 12px; min-height: 48px; width: 100%; border-radius: 0; }
label { display: block; font-size: 15px; color: var(--ink-2); } label input, label select { margin-top: 4px; color: var(--ink); font-size: 17px; }
.buy { display: grid; grid-template-columns: 92px 1fr; gap: 12px; align-items: end; margin-top: 28px; }
.two { display: grid; grid-template-columns: minmax(0, 1fr) 380px; gap: 56px; align-items: start; margin-top: 28px; }
.two.late { grid-template-columns: minmax(0, 640px); gap: 36px; } .beside { margin-top: 56px; }
.lines { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.lines > li { display: grid; grid-template-columns: 96px minmax(0, 1fr) auto; gap: 20px; padding: 20px 0; border-bottom: 1px solid var(--line); align-items: start; }
.lines form { display: inline-flex; gap: 10px; align-items: center; margin-top: 10px; } .lines form input { width: 64px; min-height: 38px; padding: 4px 8px; } .lines form + form { margin-left: 16px; }
.panel { background: var(--ground); padding: 28px; } .panel h2 { margin-bottom: 18px; font-size: 23px; }
.totals { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 12px 0 20px; }
.totals th { text-align: left; font-weight: 400; padding: 5px 0; } .totals td { text-align: right; padding: 5px 0; white-space: nowrap; }
.totals .discount { color: var(--rust); } .totals .discount form { display: inline; margin-left: 8px; }
.totals .total th, .totals .total td { font-size: 23px; border-top: 1px solid #cdbca8; padding-top: 14px; }
.totals tr.discount + tr > *, .totals tr.shipping + tr.total > * { padding-top: 14px; }
#discount { display: none; scroll-margin-top: 120px; margin: 12px 0 4px; } #discount:target { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end; } #discount button { padding: 0 18px; }
.says { border-left: 3px solid var(--rust); background: #fff; padding: 10px 14px; margin: 0 0 16px; font-size: 16px; }
.small { list-style: none; padding: 0; margin: 0; } .small li { display: flex; justify-content: space-between; gap: 12px; padding: 4px 0; }
fieldset { border: 0; padding: 0; margin: 0 0 36px; min-width: 0; } legend { font-size: 23px; padding: 0; margin-bottom: 16px; }
.fields { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; } .fields .full { grid-column: 1 / -1; }
.slip { max-width: 620px; } .slip h1 + p { font-size: 19px; margin: 14px 0 28px; } .number { font-family: ui-monospace, 'Liberation Mono', monospace; font-size: .92em; white-space: nowrap; }
.give { border-top: 1px solid var(--line); margin-top: 44px; padding-top: 32px; } .give li { display: grid; grid-template-columns: minmax(0, 1fr) 92px; gap: 16px; align-items: center; padding: 8px 0; } .give button { margin-top: 16px; }
@media (max-width: 860px) {
  .hero, .product, .two { grid-template-columns: minmax(0, 1fr); gap: 28px; } .hero { gap: 0; } .hero > div { padding: 36px 28px; } .hero .trio { padding: 0 12px; }
  main { padding: 24px 0 56px; }
}
@media (max-width: 480px) {
  .wrap { padding-left: 18px; padding-right: 18px; } .top nav { gap: 4px 18px; } .search { width: 100%; } .search input { width: 100%; }
  .grid { grid-template-columns: 1fr 1fr; gap: 24px 14px; } .card .row { flex-direction: column; gap: 0; font-size: 17px; } .fields { grid-template-columns: 1fr; }
  .lines > li { grid-template-columns: 72px minmax(0, 1fr); } .lines > li > .price { grid-column: 2; } .panel { padding: 20px; }
}
`
