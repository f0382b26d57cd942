import { ICONS, Line } from '../icons.tsx'

const OWN = {
  onward: 'M6 3.5L10.5 8 6 12.5',
  save: 'M8 2.8v7M5 7l3 3 3-3M3.2 12.8h9.6',
  plus: 'M8 3.5v9M3.5 8h9',
  settings:
    'M2.5 5h6M12.5 5h1M2.5 11h1M7.5 11h6M10.5 3.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6zM5.5 9.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
} as const

const ALL = { ...ICONS, ...OWN }

/** A line icon of the popup: the panel's, and those that only it draws. */
export const Icon = ({ name, size }: { name: keyof typeof ALL; size?: number }) => (
  <Line path={ALL[name]} size={size} />
)
