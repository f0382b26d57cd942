const shop = (
  body: string,
  style = '',
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width"><style>body{margin:0;padding:24px;font:16px/1.5 Georgia,serif;color:#222;background:#fff}
h1{font-weight:400} .grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(160px,1fr));gap:16px}
.grid div{height:150px;background:#efe7dc;padding:12px} ${style}</style></head><body><h1>Tallboda Kafferosteri</h1>
<div class="grid">${'<div>Skogsrost</div>'.repeat(12)}</div>${body}</body></html>`

const BUBBLE =
  '<iframe id="bubble" title="Chat" style="position:fixed;right:20px;bottom:20px;width:60px;height:60px;border:0;border-radius:30px;background:#3347c9;z-index:2147483647"></iframe>'
const PAY_BAR =
  '<div id="bar" style="position:fixed;left:0;right:0;bottom:0;height:72px;background:#fff;border-top:1px solid #ccc;display:flex;align-items:center;justify-content:flex-end;padding:0 24px;box-sizing:border-box"><button id="pay" style="width:200px;height:48px">Pay 441,00 kr</button></div>'

/** Pages that a panel has to live in, by name. */
export const scenes: Record<string, string> = {
  plain: shop(''),
  'chat-bubble': shop(BUBBLE),
  'pay-bar': shop(PAY_BAR),
  /** A phone's checkout: the bar with a bubble above it. */
  'bubble-over-bar': shop(PAY_BAR + BUBBLE.replace('bottom:20px', 'bottom:88px')),
  /** A page that is one fixed box, as some shops built as an app are. */
  app: shop(
    '<div style="position:fixed;inset:0;background:#eef;overflow:auto"><p>Everything is in here</p></div>',
  ),
  'hostile-reset': shop('', '* { all: unset !important }'),
  'hostile-host': shop(
    '',
    'stamkund-panel, html > *:not(head, body) { display: none !important; position: static !important; width: 1px !important; opacity: 0 !important; visibility: hidden !important; transform: scale(0) !important; pointer-events: none !important; filter: blur(9px) !important }',
  ),
  'hostile-layers': shop(
    '',
    '@layer loud { stamkund-panel { display: none !important; opacity: 0 !important } }',
  ),
  'hostile-root': shop(
    '',
    'html { font-size: 62.5%; filter: grayscale(1); transform: translateY(40px); direction: rtl; letter-spacing: 4px; text-transform: uppercase } body { transform: scale(0.5); will-change: transform }',
  ),
  'hostile-zoom': shop('', ':root { zoom: 2 }'),
  'hostile-height': shop(
    '<div id="cover" style="position:fixed;inset:0;z-index:2147483647;background:#fdd">An overlay over everything</div>',
  ),
}
