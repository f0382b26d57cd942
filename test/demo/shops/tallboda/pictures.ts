import { type Html, html } from '../html.ts'
import type { Good, Picture } from './catalogue.ts'

const GROUND = '#f4ede2'

/** A product's picture as an SVG file, square, drawn from a few shapes. */
export const picture = (good: Good): Html =>
  html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" role="img"><title>${good.name.en}</title><rect width="400" height="400" fill="${GROUND}"/>${draw(good.picture)}</svg>`

const shadow = (width: number, y = 352): Html =>
  html`<ellipse cx="200" cy="${y}" rx="${width}" ry="9" fill="#3b2a20" opacity=".13"/>`

function draw(picture: Picture): Html {
  switch (picture.shape) {
    case 'bag':
      return html`${shadow(118)}<path d="M120 60h160l14 280a12 12 0 0 1-12 12H118a12 12 0 0 1-12-12z" fill="${picture.body}"/><path d="M120 60h160l1.7 34H118.3z" fill="#000" opacity=".22"/><path d="M118.3 94h163.4" stroke="#fff" stroke-opacity=".14" stroke-width="2"/><path d="M258 94h23l12 250-20 6z" fill="#000" opacity=".08"/><rect x="146" y="146" width="108" height="136" rx="2" fill="${picture.label}"/><g fill="none" stroke="${picture.ink}" stroke-width="5"><circle cx="200" cy="192" r="28"/><path d="M200 175c10 6 14 12 12 20s-10 12-16 10-7-11-1-14"/></g><g stroke="${picture.ink}" stroke-width="5" stroke-linecap="round"><path d="M164 244h72M176 260h48"/></g>`
    case 'filters':
      return html`${shadow(128)}<g transform="translate(0 6)"><path d="M84 128h232l-58 190a20 20 0 0 1-19 14h-78a20 20 0 0 1-19-14z" fill="#c9a97c"/><path d="M96 120h208l-52 184a20 20 0 0 1-19 14h-66a20 20 0 0 1-19-14z" fill="#dcc09a"/><path d="M108 112h184l-48 176a20 20 0 0 1-19 14h-50a20 20 0 0 1-19-14z" fill="#ecd7b8"/><path d="M108 112h184" stroke="#b08f62" stroke-width="4"/><path d="M130 122l40 170M270 122l-40 170M165 122l20 176M235 122l-20 176" stroke="#c9a97c" stroke-width="2.5" opacity=".7"/></g>`
    case 'carton':
      return html`${shadow(88)}<path d="M128 130l26-64h92l26 64z" fill="${picture.body}"/><path d="M128 130l26-64h92l26 64z" fill="#3b2a20" opacity=".1"/><rect x="150" y="48" width="100" height="22" rx="3" fill="${picture.body}"/><rect x="150" y="48" width="100" height="22" rx="3" fill="#3b2a20" opacity=".16"/><rect x="128" y="130" width="144" height="222" rx="4" fill="${picture.body}"/><path d="M236 130h36v218l-36 4z" fill="#3b2a20" opacity=".06"/><circle cx="200" cy="100" r="15" fill="${picture.ink}"/><path d="M128 262q36-22 72 0t72 0v86a4 4 0 0 1-4 4H132a4 4 0 0 1-4-4z" fill="${picture.ink}"/><path d="M152 176h96M152 196h64" stroke="${picture.ink}" stroke-width="8" stroke-linecap="round"/>`
    case 'cup':
      return html`${shadow(96)}<path d="M112 140h176l-20 200a14 14 0 0 1-14 12H146a14 14 0 0 1-14-12z" fill="${picture.body}"/><path d="M258 140h30l-20 200a14 14 0 0 1-14 12h-10z" fill="#3b2a20" opacity=".07"/><path d="M118 200h164l-8 84H126z" fill="${picture.ink}"/><path d="M160 232h80M176 252h48" stroke="#fff" stroke-width="7" stroke-linecap="round"/><rect x="102" y="116" width="196" height="28" rx="10" fill="#e4d8c2"/><path d="M284 122l36-16" stroke="#e4d8c2" stroke-width="14" stroke-linecap="round"/>`
    case 'bottle':
      return html`${shadow(66)}<path d="M176 56h48v62c0 22 34 36 34 76v142a16 16 0 0 1-16 16h-84a16 16 0 0 1-16-16V194c0-40 34-54 34-76z" fill="${picture.body}"/><path d="M226 130c14 16 32 28 32 64v142a16 16 0 0 1-16 16h-18V150z" fill="#3b2a20" opacity=".08"/><path d="M158 210c2-24 14-36 22-48" stroke="#fff" stroke-width="7" stroke-linecap="round" fill="none" opacity=".6"/><rect x="172" y="42" width="56" height="24" rx="5" fill="${picture.ink}"/><rect x="142" y="222" width="116" height="84" fill="#fff7ee"/><path d="M200 292c0-26 2-40 16-56M200 292c-1-20-6-32-18-42" stroke="${picture.ink}" stroke-width="6" fill="none" stroke-linecap="round"/>`
    case 'pouch':
      return html`${shadow(110)}<path d="M116 84q84 14 168 0l14 252q-98 34-196 0z" fill="${picture.body}"/><path d="M116 84q84 14 168 0l1 22q-85 14-170 0z" fill="#fff" opacity=".12"/><g fill="${picture.ink}"><path d="M200 158l44 44-44 44-44-44z"/></g><path d="M200 178l24 24-24 24-24-24z" fill="${picture.body}"/><path d="M156 282h88M174 302h52" stroke="${picture.ink}" stroke-width="6" stroke-linecap="round"/>`
    case 'buns':
      return html`${shadow(150, 330)}${[
        [118, 250],
        [282, 250],
        [200, 268],
        [156, 178],
        [244, 178],
      ].map(
        ([x, y]) =>
          html`<g transform="translate(${x} ${y})"><ellipse rx="66" ry="56" fill="#b5722f"/><ellipse cy="-6" rx="62" ry="50" fill="#cf8d45"/><path d="M-46 4c8-34 44-48 70-30s18 48-8 50-40-20-20-32" fill="none" stroke="#8d5320" stroke-width="8" stroke-linecap="round"/><g fill="#fff8ec"><circle cx="-22" cy="-28" r="4"/><circle cx="4" cy="-40" r="4"/><circle cx="26" cy="-20" r="4"/><circle cx="-8" cy="-8" r="4"/><circle cx="34" cy="6" r="4"/><circle cx="-34" cy="2" r="4"/></g></g>`,
      )}`
    case 'loaf':
      return html`${shadow(146, 314)}<path d="M64 196c0-58 60-74 136-74s136 16 136 74v96a18 18 0 0 1-18 18H82a18 18 0 0 1-18-18z" fill="#5d3a22"/><path d="M64 196c0-58 60-74 136-74s136 16 136 74c0 20-24 24-40 24H104c-16 0-40-4-40-24z" fill="#7a4d2c"/><g stroke="#e5cda8" stroke-width="9" stroke-linecap="round" opacity=".9"><path d="M118 152l32 44M178 142l32 54M238 144l32 52"/></g>`
    case 'wedge':
      return html`${shadow(146, 318)}<path d="M62 236L300 118c26 14 40 44 40 84z" fill="#f3cf73"/><path d="M62 236l278-34v88a14 14 0 0 1-14 14H76a14 14 0 0 1-14-14z" fill="#e6b84e"/><path d="M300 118c26 14 40 44 40 84v88a14 14 0 0 1-14 14h-6c6-70 4-150-20-186z" fill="#9c4a2c"/><g fill="#cf9a33"><circle cx="130" cy="262" r="13"/><circle cx="196" cy="282" r="8"/><circle cx="240" cy="246" r="16"/><ellipse cx="236" cy="182" rx="18" ry="9"/></g>`
    case 'cookies':
      return html`${shadow(120, 336)}${[312, 280, 248, 216].map(
        (y, index) =>
          html`<g transform="translate(${index % 2 === 0 ? 194 : 206} ${y})"><ellipse cy="9" rx="104" ry="24" fill="#4a2d1c"/><ellipse rx="104" ry="24" fill="#d59a50"/><g fill="#a86f2e"><circle cx="-60" cy="-3" r="5"/><circle cx="-18" cy="6" r="6"/><circle cx="22" cy="-8" r="5"/><circle cx="64" cy="3" r="6"/></g></g>`,
      )}<g transform="translate(246 128) rotate(-24)"><circle r="62" fill="#d59a50"/><path d="M-62 0a62 62 0 0 0 124 0z" fill="#4a2d1c"/><g fill="#a86f2e"><circle cx="-26" cy="-26" r="7"/><circle cx="8" cy="-38" r="6"/><circle cx="30" cy="-16" r="7"/></g></g>`
    case 'caramels':
      return html`${shadow(140, 322)}${[
        [122, 266, -8],
        [284, 276, 10],
        [262, 164, -12],
        [128, 148, 14],
      ].map(
        ([x, y, turn]) =>
          html`<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M-44-4l-38-22v56l38-22zM44-4l38-22v56L44 8z" fill="#f3dfbd"/><rect x="-46" y="-30" width="92" height="64" rx="12" fill="#b96f2d"/><rect x="-46" y="-30" width="92" height="26" rx="12" fill="#d28b45"/><g fill="#fffaf0"><circle cx="-14" cy="-16" r="3.5"/><circle cx="8" cy="-20" r="3"/><circle cx="22" cy="-12" r="3.5"/></g></g>`,
      )}`
  }
}
