export { merchants } from './merchants.ts'
