/** The brand's two drawings. Three rings of a trunk, grown unevenly, as trees do. */

const RINGS = [
  'M23.1 18.7c.8.1 1.6.4 2.3.7s1.5.8 2.1 1.4 1.2 1.2 1.6 2 .6 1.7.5 2.6-.4 1.8-.9 2.5-1.2 1.4-1.9 1.8-1.6.7-2.4.9-1.7.2-2.5 0-1.7-.5-2.4-1-1.3-1.1-1.7-1.8-.7-1.6-.9-2.4-.1-1.8.1-2.7 .7-1.7 1.3-2.3 1.4-1.3 2.2-1.5 1.8-.3 2.6-.2z',
  'M23.6 11.8c1.7 0 3.5.3 5.2.9s3.4 1.4 4.7 2.6 2.6 3 3.3 4.8 .7 3.9.4 5.7-1.1 3.7-2.1 5.2-2.4 2.9-3.9 4-3.2 1.8-4.9 2.1-3.7.4-5.5 0-3.5-1.2-4.9-2.2-2.8-2.4-3.8-4-1.8-3.3-2.1-5.1-.3-4 .3-5.7 1.8-3.6 3.1-4.9 3.2-2.2 4.9-2.7 3.5-.7 5.3-.7z',
  'M24 4.2c2.7-.1 5.8.1 8.4 1s5.3 2.7 7.2 4.7 3.5 4.9 4.3 7.7 .9 5.8.5 8.5-1.4 5.7-2.8 8-3.5 4.7-5.7 6.3-5.1 2.7-7.7 3.2-5.7.5-8.3-.1-5.5-1.6-7.8-3.2-4.6-3.5-6.1-5.9-2.8-5.4-3.1-8.2 .2-6.1 1.2-8.7 3-5 5-6.9 4.5-3.4 7-4.4 5.2-1.8 7.9-2z',
] as const

/**
 * The growth ring. `grown` rings are drawn in the primary colour, from the innermost; the rest wait as tracks. A first
 * purchase grows the innermost; tiers grow the others. `growing`, from 0 to 1: how far the outermost has come to the
 * next tier; `label` says it to those who don't see the ring.
 */
export function GrowthRing({
  grown,
  growing = 0,
  size,
  off,
  label,
}: {
  grown: 0 | 1 | 2 | 3
  growing?: number
  size: number
  off?: boolean
  label?: string
}) {
  return (
    <svg
      class={off ? 'ring off' : 'ring'}
      viewBox="0 0 48 48"
      width={size}
      height={size}
      fill="none"
      stroke-width="2.3"
      role="img"
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {RINGS.map((path, index) => (
        <path key={path} d={path} class={index < grown ? 'rf' : 'rt'} />
      ))}
      {growing > 0 && (
        <path
          d={RINGS[2]}
          class="rg"
          pathLength={100}
          stroke-dasharray={`${100 * growing} 100`}
          stroke-linecap="round"
        />
      )}
      <circle cx="22.7" cy="25" r="1.9" class="rc" />
    </svg>
  )
}

/** The mark: the rings on their green ground. The same drawing is in `extension/mark.svg`, from which the icons are drawn. */
export function Mark({ size }: { size: number }) {
  return (
    <svg class="ic" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" fill="none">
      <rect width="24" height="24" rx="7" fill="var(--card)" />
      <g stroke="var(--card-ink)" stroke-width="1.5">
        <path d="M12 4c1.1.1 2.2.5 3.1 1s1.8 1.2 2.5 1.9 1.5 1.7 1.9 2.7 .8 2.2.8 3.3-.5 2.3-1 3.3-1.6 1.8-2.5 2.4-2.1.9-3.2 1.1-2.2.1-3.2-.1-2.1-.6-3-1.2-1.7-1.5-2.3-2.4-.9-2.1-1-3.2-.1-2.2.2-3.3 .8-2.2 1.6-3 1.7-1.6 2.7-2 2.3-.6 3.4-.5z" />
        <path d="M11.8 7.5c.6 0 1.3.1 1.9.4s1.2.5 1.7.9 1 1.1 1.3 1.7 .3 1.5.2 2.1-.4 1.4-.8 2-.9 1-1.5 1.4-1.2.7-1.8.8-1.4.1-2 0-1.3-.4-1.8-.8-1-.9-1.4-1.5-.6-1.2-.8-1.9-.1-1.4.1-2.1 .6-1.3 1.1-1.8 1.2-.8 1.8-1 1.4-.3 2-.2z" />
      </g>
      <circle cx="11.7" cy="12.2" r="1.7" fill="var(--card-ring)" />
    </svg>
  )
}
