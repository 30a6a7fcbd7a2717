import { AppError } from '../../shared/problem.ts'

// https://www.sqlite.org/rescode.html: the low byte is the code, the rest says more of it.
const READONLY = 8
const IOERR = 10
const FULL = 13
const CANTOPEN = 14

/** What a person reads when the database cannot be written, or null for any other error. */
export function unwritableProblem(error: unknown): AppError | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  const code = error.errcode & 0xff
  if (code === FULL)
    return new AppError(
      'store_unwritable',
      "The disk of the console's machine is full, so nothing can be saved.",
      {
        hint: 'Free some space on the disk that holds its data folder, then try again. What runs on servers goes on.',
        cause: error,
      },
    )
  if (code !== READONLY && code !== IOERR && code !== CANTOPEN) return null
  return new AppError('store_unwritable', 'Bindery cannot write its database, so nothing can be saved.', {
    hint: "Look at the disk of the console's machine and at who may write to its data folder, then try again.",
    said: error.message,
    cause: error,
  })
}
