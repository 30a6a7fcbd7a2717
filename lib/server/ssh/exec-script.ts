import { AppError } from '../../shared/problem.ts'
import type { ExecRequest, ExecResult, RemoteStream, StreamRequest } from './remote-shell.ts'

/**
 * Runs a whole script over `stream` and collects what it prints. The deadline covers waiting for a session.
 * Throws `remote_timed_out`, `remote_failed` (too much output, ended by a signal, cancelled), `link_lost`.
 */
export async function execScript(
  stream: (request: StreamRequest) => Promise<RemoteStream>,
  request: ExecRequest,
): Promise<ExecResult> {
  const { deadlineMs, maxOutputBytes = 1024 * 1024 } = request
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(tooSlow(deadlineMs)), deadlineMs)
  const signal = request.signal ? AbortSignal.any([request.signal, deadline.signal]) : deadline.signal
  try {
    const session = await stream({ ...request, input: request.input ?? new Uint8Array(), signal })
    let size = 0
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxOutputBytes) into.push(chunk)
      else deadline.abort(tooMuch(maxOutputBytes))
    }
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    session.stdout.on('data', collect(stdout))
    session.stderr.on('data', collect(stderr))
    const code = await session.done
    return { code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr) }
  } finally {
    clearTimeout(timer)
  }
}

function tooSlow(deadlineMs: number): AppError {
  return new AppError('remote_timed_out', `The server did not finish within ${deadlineMs / 1000} s.`, {
    hint: 'It may be overloaded, or wait for something. What was started there may still be running.',
  })
}

function tooMuch(maxBytes: number): AppError {
  return new AppError(
    'remote_failed',
    `The command printed more than ${Math.round(maxBytes / 1024)} KiB and was ended.`,
  )
}
