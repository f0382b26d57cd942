import type { ComponentChildren } from 'preact'
import { GrowthRing } from '../marks.tsx'

/** Nothing to show yet: says what will be here, with the one thing that can be done. */
export function Empty({
  title,
  text,
  children,
}: {
  title: string
  text: string
  children?: ComponentChildren
}) {
  return (
    <div class="empty">
      <GrowthRing grown={0} size={96} />
      <h2 class="t16">{title}</h2>
      <p class="t14 i2">{text}</p>
      {children && <div class="emptyacts">{children}</div>}
    </div>
  )
}
