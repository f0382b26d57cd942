// Tried in the order written; a platform of its own before `generic`, which fits everywhere.

export { generic } from './generic.ts'
export { woocommerce } from './woocommerce.ts'
