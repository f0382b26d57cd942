import { forgetLook } from './look.ts'

/** Sets a field as a person's typing would: the native setter, then the events that frameworks listen for. */
export function typeInto(
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  value: string,
): void {
  forgetLook()
  const prototype =
    field.localName === 'textarea'
      ? HTMLTextAreaElement
      : field.localName === 'select'
        ? HTMLSelectElement
        : HTMLInputElement
  // Frameworks shadow `value` on the element itself to notice changes; the prototype's setter goes round that.
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')!.set!.call(field, value)
  const composed = { bubbles: true, composed: true }
  field.dispatchEvent(new InputEvent('input', { ...composed, inputType: 'insertText', data: value }))
  field.dispatchEvent(new KeyboardEvent('keyup', composed))
  field.dispatchEvent(new Event('change', composed))
  forgetLook()
}

/** Clicks with the whole order of events that a finger makes. The native click comes last and does what the control does. */
export function press(control: HTMLElement): void {
  forgetLook()
  const box = control.getBoundingClientRect()
  const at = {
    bubbles: true,
    cancelable: true,
    composed: true,
    button: 0,
    clientX: box.x + box.width / 2,
    clientY: box.y + box.height / 2,
  }
  const pointer = { ...at, pointerId: 1, pointerType: 'mouse', isPrimary: true }
  control.dispatchEvent(new PointerEvent('pointerdown', { ...pointer, buttons: 1 }))
  control.dispatchEvent(new MouseEvent('mousedown', { ...at, buttons: 1 }))
  control.focus({ preventScroll: true })
  control.dispatchEvent(new PointerEvent('pointerup', pointer))
  control.dispatchEvent(new MouseEvent('mouseup', at))
  control.click()
  // The shop's own listeners have run within the click, and may have changed the page already.
  forgetLook()
}
