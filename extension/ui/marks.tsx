/** The brand's two drawings. Three rings of a trunk, grown unevenly, as trees do. */

const RINGS = [
  'M23.1 18.7C23.9 18.8 24.7 19.1 25.4 19.4S26.9 20.2 27.5 20.8S28.7 22 29.1 22.8S29.7 24.5 29.6 25.4S29.2 27.2 28.7 27.9S27.5 29.3 26.8 29.7S25.2 30.4 24.4 30.6S22.7 30.8 21.9 30.6S20.2 30.1 19.5 29.6S18.2 28.5 17.8 27.8S17.1 26.2 16.9 25.4S16.8 23.6 17 22.7S17.7 21 18.3 20.4S19.7 19.1 20.5 18.9S22.3 18.6 23.1 18.7Z',
  'M23.6 11.8C25.3 11.8 27.1 12.1 28.8 12.7S32.2 14.1 33.5 15.3S36.1 18.3 36.8 20.1S37.5 24 37.2 25.8S36.1 29.5 35.1 31S32.7 33.9 31.2 35S28 36.8 26.3 37.1S22.6 37.5 20.8 37.1S17.3 35.9 15.9 34.9S13.1 32.5 12.1 30.9S10.3 27.6 10 25.8S9.7 21.8 10.3 20.1S12.1 16.5 13.4 15.2S16.6 13 18.3 12.5S21.8 11.8 23.6 11.8Z',
  'M24 4.2C26.7 4.1 29.8 4.3 32.4 5.2S37.7 7.9 39.6 9.9S43.1 14.8 43.9 17.6S44.8 23.4 44.4 26.1S43 31.8 41.6 34.1S38.1 38.8 35.9 40.4S30.8 43.1 28.2 43.6S22.5 44.1 19.9 43.5S14.4 41.9 12.1 40.3S7.5 36.8 6 34.4S3.2 29 2.9 26.2S3.1 20.1 4.1 17.5S7.1 12.5 9.1 10.6S13.6 7.2 16.1 6.2S21.3 4.4 24 4.2Z',
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
        <path d="M12 4C13.1 4.1 14.2 4.5 15.1 5S16.9 6.2 17.6 6.9S19.1 8.6 19.5 9.6S20.3 11.8 20.3 12.9S19.8 15.2 19.3 16.2S17.7 18 16.8 18.6S14.7 19.5 13.6 19.7S11.4 19.8 10.4 19.6S8.3 19 7.4 18.4S5.7 16.9 5.1 16S4.2 13.9 4.1 12.8S4 10.6 4.3 9.5S5.1 7.3 5.9 6.5S7.6 4.9 8.6 4.5S10.9 3.9 12 4Z" />
        <path d="M11.8 7.5C12.4 7.5 13.1 7.6 13.7 7.9S14.9 8.4 15.4 8.8S16.4 9.9 16.7 10.5S17 12 16.9 12.6S16.5 14 16.1 14.6S15.2 15.6 14.6 16S13.4 16.7 12.8 16.8S11.4 16.9 10.8 16.8S9.5 16.4 9 16S8 15.1 7.6 14.5S7 13.3 6.8 12.6S6.7 11.2 6.9 10.5S7.5 9.2 8 8.7S9.2 7.9 9.8 7.7S11.2 7.4 11.8 7.5Z" />
      </g>
      <circle cx="11.7" cy="12.2" r="1.7" fill="var(--card-ring)" />
    </svg>
  )
}
