/** The worker's origin, written in when the extension is built (`STAMKUND_API`). */
declare const STAMKUND_API: string
/** Whether this is the build for the shops of this machine. */
declare const STAMKUND_LOCAL: boolean

export const API_BASE: string = STAMKUND_API
export const IS_LOCAL: boolean = STAMKUND_LOCAL
