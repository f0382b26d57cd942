/** A setting that is on or off, with what it means under it. */
export function Switch({
  label,
  text,
  on,
  busy = false,
  onChange,
}: {
  label: string
  text: string
  on: boolean
  busy?: boolean
  onChange(on: boolean): void
}) {
  return (
    <button
      type="button"
      class="set sw"
      role="switch"
      aria-checked={on}
      aria-disabled={busy}
      onClick={() => {
        if (!busy) onChange(!on)
      }}
    >
      <span class="t13 grow">
        <span class="lab">{label}</span>
        <span class="i2 blk">{text}</span>
      </span>
      <i class="knob" aria-hidden="true" />
    </button>
  )
}
