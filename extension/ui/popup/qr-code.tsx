import { encode } from 'uqr'

/** Modules of white that a reader needs on every side. Source: ISO/IEC 18004, quiet zone. */
const QUIET = 4

/** One path over all dark modules: a row's neighbours are one stroke, so that no seam shows between them. */
export function pathOf(data: readonly (readonly boolean[])[]): string {
  return data
    .flatMap((row, y) =>
      [
        ...row
          .map((dark) => (dark ? '1' : '0'))
          .join('')
          .matchAll(/1+/g),
      ].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
    )
    .join('')
}

/** A text as a QR code with its quiet zone, on white in either theme. `modulePx`: the side of a module, in CSS pixels. */
export function QrCode({ text, label, modulePx }: { text: string; label: string; modulePx: number }) {
  const { data, size } = encode(text, { ecc: 'Q', border: QUIET })
  return (
    <svg
      class="qrsvg"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width={size * modulePx}
      height={size * modulePx}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={pathOf(data)} fill="#101413" />
    </svg>
  )
}
