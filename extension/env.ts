/** The worker's origin, written in when the extension is built (`STAMKUND_API`). */
declare const STAMKUND_API: string
/** Whether this is the build for the shops of this machine. */
declare const STAMKUND_LOCAL: boolean

/** The worker's origin that this build talks to, without a slash at its end. */
export const API_BASE: string = STAMKUND_API
/** Whether this build is for the shops of this machine: tests look into its panel. */
export const IS_LOCAL: boolean = STAMKUND_LOCAL
