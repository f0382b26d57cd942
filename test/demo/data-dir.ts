import { join } from 'node:path'

/** Where `npm start` keeps its data unless it is told otherwise. */
export const USUAL_DATA_DIR = join(import.meta.dirname, '../../.data')
