import { AppError, toProblem } from '../../shared/problem.ts'
import type { PtySession } from '../ssh/pty-session.ts'
import type { Shell } from './shell.ts'

/** A shell that sshd itself started: it ends with its connection. */
export function sshShell(session: PtySession, name: string): Shell {
  let over = false
  const { bytes } = session
  bytes.pause()
  return {
    name,
    outlivesLink: false,
    start(events) {
      bytes.on('data', (chunk: Buffer) => {
        if (!over) events.printed(chunk)
      })
      const end = (tell: () => void) => {
        // Its exit code may come before the last bytes that it printed.
        const told = () => {
          if (over) return
          over = true
          tell()
        }
        if (bytes.closed) told()
        else bytes.once('close', told)
      }
      session.done.then(
        (code) => end(() => events.ended({ how: 'exited', code })),
        (error: unknown) => end(() => events.ended({ how: 'lost', problem: lost(error) })),
      )
      bytes.resume()
    },
    type: (typed) =>
      new Promise((resolve) => {
        if (bytes.destroyed) resolve()
        else bytes.write(typed, () => resolve())
      }),
    resize: session.resize,
    pause: () => void bytes.pause(),
    resume: () => void bytes.resume(),
    close: hangUp,
    leave: hangUp,
  }

  function hangUp(): void {
    over = true
    session.close()
  }
}

function lost(error: unknown) {
  const { message, said } = toProblem(error)
  return new AppError('link_lost', message, {
    hint: 'The shell ended with the connection. What it had started in the background may still run.',
    said,
  }).toJSON()
}
