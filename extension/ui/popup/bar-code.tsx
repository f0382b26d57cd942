import JsBarcode from 'jsbarcode'
import type { RefCallback } from 'preact'

/** A member number as Code 128 with modules of 2 px, as tills read it off a screen; the plate around it is the quiet zone. */
export function BarCode({ number, label }: { number: string; label: string }) {
  const draw: RefCallback<SVGSVGElement> = (svg) => {
    if (svg)
      JsBarcode(svg, number, {
        format: 'CODE128',
        width: 2,
        height: 54,
        margin: 0,
        displayValue: false,
        background: '#ffffff',
        lineColor: '#101413',
      })
  }
  return (
    <span class="bc" role="img" aria-label={label}>
      <svg ref={draw} shape-rendering="crispEdges" aria-hidden="true" />
    </span>
  )
}
