import type { ClientChannel } from 'ssh2'
import { AppError } from '../../shared/problem.ts'
import { sessionStdin } from './channel-streams.ts'
import type { RemoteStream } from './remote-shell.ts'
import { scriptOutput } from './script-output.ts'

export interface Session extends RemoteStream {
  /** The link is gone: there will be no exit code. */
  lose(problem: AppError): void
  /** As `close`, with the reason that `done` then rejects with. */
  end(problem: AppError): void
}

interface SessionEvents {
  /** When it has ended for us: its outcome is known. */
  ended(): void
  /** When the server has counted it out. When it ended from our side, that is later, or never. */
  closed(): void
  /** Makes the problem of a shell that ended with this code before the script began. */
  neverBegan(code: number, said: string): AppError
}

/** A command that runs on the server, on a channel of its own. */
export function runSession(channel: ClientChannel, place: string, events: SessionEvents): Session {
  const stdout = scriptOutput(channel)
  const stderr = scriptOutput(channel.stderr)
  let exit: { code: number } | { signal: string } | null = null
  let settle: { resolve(code: number): void; reject(problem: AppError): void } | null = null
  const done = new Promise<number>((resolve, reject) => {
    settle = { resolve, reject }
  })
  // Whoever only reads the output need not wait for the code as well.
  done.catch(() => {})

  const end = (outcome: number | AppError) => {
    if (typeof outcome === 'number') settle?.resolve(outcome)
    else settle?.reject(outcome)
    settle = null
    events.ended()
  }

  const endFromHere = (problem: AppError) => {
    end(problem)
    leave(channel)
  }

  const whyItNeverBegan = (code: number) => {
    const tell = () => end(events.neverBegan(code, `${stdout.noise}\n${stderr.noise}`.trim()))
    // The close comes when stdout is read; why it failed stands on stderr.
    if (channel.stderr.readableEnded) tell()
    else channel.stderr.once('end', tell)
  }

  channel.on('exit', (code: number | null, signal?: string) => {
    exit = code === null ? { signal: signal ?? 'a signal' } : { code }
  })
  channel.on('close', () => {
    events.closed()
    if (exit === null) end(noExitCode(place))
    else if ('code' in exit && stdout.began) end(exit.code)
    else if ('code' in exit) whyItNeverBegan(exit.code)
    else
      end(
        new AppError('remote_failed', `The command on ${place} was ended by ${exit.signal}.`, {
          said: exit.signal,
        }),
      )
  })
  channel.on('error', () => {})

  return {
    stdin: sessionStdin(channel),
    stdout: stdout.stream,
    stderr: stderr.stream,
    done,
    lose: end,
    end: endFromHere,
    close: () => endFromHere(new AppError('remote_failed', `The command on ${place} was ended from here.`)),
  }
}

function noExitCode(place: string): AppError {
  return new AppError('link_lost', `The command on ${place} ended without an exit code.`, {
    hint: 'Whether it did its work is unknown. Look again before repeating it.',
  })
}

/**
 * sshd does not end a command whose channel closes. A signal does, from OpenSSH 7.9 on, unless the command runs
 * under sudo; and ssh2 sends none once stdin was ended. A script that must not outlive its reader watches stdin.
 */
function leave(channel: ClientChannel): void {
  try {
    channel.signal('TERM')
    channel.destroy()
    // The close comes only after all output was taken.
    channel.resume()
    channel.stderr.resume()
  } catch {
    // The connection ended first, and the channel with it.
  }
}
