import { AppError, type Problem, toProblem } from '../../shared/problem.ts'

/** What passes by itself, or once somebody has made room. https://sqlite.org/rescode.html for the numbers. */
const PASSING_SYSTEM = ['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EBUSY', 'EINTR', 'EIO']
const [SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_FULL] = [5, 6, 10, 13]
const PASSING_SQLITE = [SQLITE_BUSY, SQLITE_LOCKED, SQLITE_IOERR, SQLITE_FULL]

/** Whether something that failed on this machine, before the server was asked, may work at another try. */
export function maySucceedLater(error: unknown): boolean {
  return PASSING_SYSTEM.includes(systemCode(error)) || PASSING_SQLITE.includes(sqliteCode(error))
}

/** What keeps a run from getting on, in words for a person, whatever was thrown. */
export function whyStalled(error: unknown): Problem {
  const said = error instanceof Error ? error.message : String(error)
  if (['ENOSPC', 'EDQUOT'].includes(systemCode(error)) || sqliteCode(error) === SQLITE_FULL)
    return {
      code: 'disk_full',
      message: 'The disk of the machine that Bindery runs on is full, so nothing can be written down.',
      hint: 'Make room where its data folder is.',
      said,
    }
  if (systemCode(error) !== '' || sqliteCode(error) !== 0)
    return {
      code: 'internal',
      message: 'Bindery cannot use its own data folder.',
      hint: 'On the machine that Bindery runs on, look whether the folder is there and belongs to its user.',
      said,
    }
  return toProblem(error)
}

/** The problem in one paragraph, as a run that never started keeps it. */
export function inOneParagraph({ message, said, hint }: Problem): string {
  return [message, said, hint].filter(Boolean).join(' ')
}

/** "ENOSPC", or nothing for what is no failure of the system. Errors of a link have codes of other kinds. */
function systemCode(error: unknown): string {
  return !(error instanceof AppError) && error instanceof Error && 'syscall' in error && 'code' in error
    ? String(error.code)
    : ''
}

/** SQLite's primary result code; 0 for what SQLite did not say. */
function sqliteCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : 0
}
