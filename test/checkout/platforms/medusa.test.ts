import { medusa } from './medusa.ts'
import { applies } from './spec.ts'

applies("Medusa's storefront", 'medusa', medusa)
