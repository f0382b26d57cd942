/** Kept data that is damaged: beginning anew is the remedy, which it is for no other failure. */
export class DataFault extends Error {
  override readonly name = 'DataFault'
}

/** Passes on what `read` gives; a failure in it is the data's, unless the system refused the file. */
export async function fromKeptData<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw error
    throw new DataFault((error as Error).message, { cause: error })
  }
}
