/** As wide as the popup is drawn where the window lets it, in CSS pixels. */
const WIDTH_PX = 380

/**
 * Draws the popup as narrow as its window: a browser's popup is at most 800 by 600, which is 200 by 150 at 400%. The width
 * is set in pixels and only once the window has one, as a popup that asked for a share of its window would make it vanish.
 */
export function fitWindow(view: Window): void {
  const { style, dataset } = view.document.documentElement
  const fit = () => {
    const width = view.document.documentElement.clientWidth
    const isNarrow = width < WIDTH_PX
    style.setProperty('--popup-w', isNarrow ? `${width}px` : `${WIDTH_PX}px`)
    if (isNarrow) dataset.narrow = ''
    else delete dataset.narrow
  }
  // A window that is still growing to its content is narrow too, for some frames.
  let settling: number | undefined
  const later = () => {
    view.clearTimeout(settling)
    settling = view.setTimeout(fit, 200)
  }
  view.addEventListener('resize', later)
  later()
}
