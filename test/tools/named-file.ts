import { resolve } from 'node:path'

/** A file as whoever typed the command meant it: npm runs scripts in the project's folder, and says where it was called. */
export const namedFile = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path)
