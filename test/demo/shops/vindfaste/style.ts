/** Vindfäste's style sheet: dark, spaced capitals, pale button. No font or picture is fetched from elsewhere. */
export const STYLE = `
:root { color-scheme: dark; --ground: #14181f; --raised: #1f252e; --line: #2b323d; --edge: #6b7584; --ink: #f2f4f8; --ink-2: #a4adba; --pale: #e8ebf3; --ember: #e2a15c; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 Inter, system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif; }
a { color: inherit; text-underline-offset: 4px; }
:focus-visible { outline: 2px solid #8fb8ff; outline-offset: 3px; } h1:focus { outline: none; }
h1, h2, p { margin: 0; } h1 { font-size: clamp(28px, 4vw, 40px); font-weight: 600; letter-spacing: -.015em; line-height: 1.1; } h2 { font-size: 20px; font-weight: 600; } .lines h2 { font-size: 16px; font-weight: 400; }
img { display: block; width: 100%; height: auto; border-radius: 4px; }
.bar { border-bottom: 1px solid var(--line); }
.bar .wrap { display: flex; flex-wrap: wrap; gap: 6px 28px; align-items: center; min-height: 76px; padding-top: 12px; padding-bottom: 12px; }
.wrap { max-width: 1240px; margin: 0 auto; padding: 0 34px; }
.brand { font-size: 22px; font-weight: 700; letter-spacing: .18em; text-decoration: none; margin-right: auto; }
.bar nav { display: flex; flex-wrap: wrap; gap: 2px 26px; } .bar nav a, .caps { font-size: 13px; letter-spacing: .12em; text-transform: uppercase; text-decoration: none; color: var(--ink-2); padding: 8px 0; }
.bar nav a:hover, .bar nav a[aria-current] { color: var(--ink); }
main { padding: 40px 0 96px; min-height: 70vh; }
.foot { border-top: 1px solid var(--line); color: var(--ink-2); font-size: 14px; } .foot .wrap { display: flex; flex-wrap: wrap; gap: 8px 28px; justify-content: space-between; padding-top: 24px; padding-bottom: 32px; }
.hero { display: grid; grid-template-columns: 1.1fr 1fr; background: var(--raised); border-radius: 6px; overflow: hidden; margin-bottom: 56px; align-items: center; }
.hero > div { padding: 56px; } .hero p { color: var(--ink-2); font-size: 18px; margin: 18px 0 30px; max-width: 36ch; } .hero h1 { font-size: clamp(34px, 5vw, 56px); }
.grid { list-style: none; padding: 0; margin: 28px 0 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 34px 24px; }
.grid a { text-decoration: none; display: block; } .grid a:hover .name { text-decoration: underline; } .grid .row { display: flex; justify-content: space-between; gap: 12px; margin-top: 14px; }
.muted { color: var(--ink-2); } .price { font-variant-numeric: tabular-nums; white-space: nowrap; }
.crumbs { display: flex; flex-wrap: wrap; gap: 8px; list-style: none; margin: 0 0 28px; padding: 0; font-size: 14px; color: var(--ink-2); } .crumbs li + li::before { content: '/'; margin-right: 8px; }
.product { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 56px; align-items: start; } .product .about { display: grid; gap: 16px; } .product .price { font-size: 22px; }
button, .button { font: inherit; font-weight: 600; color: #14181f; background: var(--pale); border: 0; border-radius: 4px; min-height: 50px; padding: 12px 28px; cursor: pointer; text-decoration: none; display: inline-block; text-align: center; }
button:hover, .button:hover { background: #fff; } .wide { width: 100%; }
.ghost { background: none; color: var(--ink); border: 1px solid var(--edge); } .ghost:hover { background: var(--raised); } .ghost:disabled { color: #7d8695; border-color: var(--line); pointer-events: none; cursor: default; }
.bare { background: none; color: var(--ink-2); min-height: 32px; min-width: 32px; padding: 0; font-weight: 400; font-size: 20px; line-height: 1; } .bare:hover { background: var(--raised); color: var(--ink); }
.sizes { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 8px; } .sizes legend { padding: 0; margin-bottom: 8px; color: var(--ink-2); font-size: 14px; }
.sizes label { position: relative; } .sizes input { position: absolute; inset: 0; opacity: 0; margin: 0; width: 100%; height: 100%; cursor: pointer; } .sizes span { display: block; min-width: 52px; padding: 11px 14px; text-align: center; border: 1px solid var(--edge); border-radius: 4px; } .sizes input:checked + span { background: var(--pale); color: #14181f; border-color: var(--pale); } .sizes input:focus-visible + span { outline: 2px solid #8fb8ff; outline-offset: 3px; }
.column { max-width: 560px; display: grid; gap: 24px; }
.lines { list-style: none; padding: 0 0 24px; margin: 0; display: grid; gap: 18px; border-bottom: 1px solid var(--line); }
.lines li { display: grid; grid-template-columns: 88px minmax(0, 1fr) auto; gap: 18px; align-items: center; } .lines .steps { display: flex; align-items: center; gap: 6px; margin-top: 6px; font-size: 14px; } .lines .steps output { min-width: 2ch; text-align: center; }
input { font: inherit; color: var(--ink); background: transparent; border: 1px solid var(--edge); border-radius: 4px; min-height: 52px; padding: 10px 16px; width: 100%; } input::placeholder { color: var(--ink-2); opacity: 1; }
.code { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 10px; }
.sum { display: grid; gap: 12px; margin: 20px 0 0; font-variant-numeric: tabular-nums; } .sum > div { display: flex; justify-content: space-between; align-items: center; gap: 16px; } .sum dt, .sum dd { margin: 0; color: var(--ink-2); } .sum dd { white-space: nowrap; } .sum .off dt { display: flex; align-items: center; gap: 6px; } .sum .off dd, .sum .off dt { color: var(--ember); } .sum .pay dt, .sum .pay dd { color: var(--ink); font-size: 22px; font-weight: 600; }
.says { color: var(--ember); min-height: 24px; margin-top: 8px; font-size: 15px; } .wait { opacity: .55; }
fieldset.form { border: 0; border-top: 1px solid var(--line); margin: 0; padding: 24px 0 0; display: grid; grid-template-columns: 1fr 1fr; gap: 14px; min-width: 0; } .form legend { float: left; width: 100%; grid-column: 1 / -1; padding: 0; font-size: 18px; font-weight: 600; } .form label { font-size: 14px; color: var(--ink-2); } .form label input { margin-top: 4px; } .form .full { grid-column: 1 / -1; }
.number { font-family: ui-monospace, 'Liberation Mono', monospace; white-space: nowrap; } .back { display: grid; gap: 12px; border-top: 1px solid var(--line); padding-top: 24px; } .back label { display: grid; grid-template-columns: minmax(0, 1fr) 96px; gap: 16px; align-items: center; }
@media (max-width: 820px) { .hero, .product { grid-template-columns: minmax(0, 1fr); gap: 24px; } .hero > div { padding: 36px 28px; } main { padding-top: 24px; } }
@media (max-width: 480px) { .wrap { padding-left: 18px; padding-right: 18px; } .brand { width: 100%; } .grid { grid-template-columns: 1fr 1fr; gap: 24px 14px; } .grid .row { flex-direction: column; gap: 2px; } .lines li { grid-template-columns: 72px minmax(0, 1fr); gap: 14px; } .lines li > img { grid-row: span 2; align-self: start; } .lines li > .price { grid-column: 2; } .lines li { row-gap: 4px; } .bar nav { gap: 2px 18px; } }
@media (prefers-reduced-motion: no-preference) { .sum { transition: opacity .12s; } }
`
