/** What the panel draws, on a 16 px grid: every page of a shop pays for it. */
export const ICONS = {
  fold: 'M3.5 8h9',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  back: 'M5.5 3L2.5 6l3 3M2.8 6h6.4a3.6 3.6 0 0 1 0 7.2H6',
  copy: 'M6 6V3.8A.8.8 0 0 1 6.8 3h5.4a.8.8 0 0 1 .8.8v5.4a.8.8 0 0 1-.8.8H10M3.8 6h5.4a.8.8 0 0 1 .8.8v5.4a.8.8 0 0 1-.8.8H3.8a.8.8 0 0 1-.8-.8V6.8a.8.8 0 0 1 .8-.8z',
  minus: 'M3.5 8h9',
  offline:
    'M2.5 2.5l11 11M5 8.6a4.6 4.6 0 0 1 2.1-1.2M2.6 6a8 8 0 0 1 2.5-1.7M8 4a8 8 0 0 1 5.4 2M10.4 8.2l.8.5M8 12h.01',
  unsure: 'M6 6a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1V9.4M8 12h.01',
  lock: 'M4 7.2h8v6H4zM5.6 7V5.2a2.4 2.4 0 0 1 4.8 0V7',
} as const

/** A line icon. It says nothing to those who don't see it. */
export const Icon = ({ name, size }: { name: keyof typeof ICONS; size?: number }) => (
  <Line path={ICONS[name]} size={size} />
)

/** A line as an icon has it, of the colour of the words around. */
export function Line({ path, size = 16 }: { path: string; size?: number | undefined }) {
  return (
    <svg
      class="ic"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={path} />
    </svg>
  )
}
