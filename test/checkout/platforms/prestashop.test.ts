import { prestashop } from './prestashop.ts'
import { applies } from './spec.ts'

applies("PrestaShop's classic theme", 'prestashop', prestashop)
