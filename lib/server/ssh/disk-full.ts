import { AppError } from '../../shared/problem.ts'

/**
 * The problem behind a command that failed because a file system of the server is full, or null when its output
 * does not say so. Which commands to ask this about, the caller knows.
 */
export function diskFull(output: string | Uint8Array): AppError | null {
  const text = typeof output === 'string' ? output : Buffer.from(output).toString('utf8')
  const said = text.split('\n').find((line) => /No space left on device|Disk quota exceeded/i.test(line))
  if (said === undefined) return null
  return new AppError('disk_full', 'The disk of the server is full, so this could not be done.', {
    hint: 'Make room on it and try again. What takes the room: sudo du -xh --max-depth=2 /var | sort -h | tail',
    said: said.trim().slice(0, 300),
  })
}
