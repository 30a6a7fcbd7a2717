import type { Readable, Writable } from 'node:stream'

/**
 * What the engine may ask of a server's shell. A Link is one; tests use a local bash.
 * Every call fails with an AppError: `link_lost` when the answer can no longer be known.
 */
export interface RemoteShell {
  /** Runs a whole script and gives what it printed. */
  exec(request: ExecRequest): Promise<ExecResult>
  /** Starts a script whose output is consumed as it comes, with back-pressure to the server. */
  stream(request: StreamRequest): Promise<RemoteStream>
}

export interface StreamRequest {
  /** A bash script, made with the `sh` template. It travels over stdin and never stands in argv. */
  script: string
  as: 'user' | 'root'
  /** What the script reads from its own stdin. Secrets go here. */
  input?: Uint8Array
  signal?: AbortSignal
  /** `person`: someone waits for it; two of the eight sessions are kept for these. Default `work`. */
  lane?: 'person' | 'work'
}

export interface ExecRequest extends StreamRequest {
  /** Milliseconds from the call to the answer, waiting for a free session included. */
  deadlineMs: number
  /** More output than this ends the command with `remote_failed`. Default 1 MiB. */
  maxOutputBytes?: number
}

export interface ExecResult {
  /** The script's exit code. A signal, or a link that died, is an AppError and never a code. */
  code: number
  stdout: Buffer
  stderr: Buffer
}

export interface RemoteStream {
  stdin: Writable
  stdout: Readable
  stderr: Readable
  /** Resolves with the exit code; rejects with `link_lost` when there will never be one. */
  done: Promise<number>
  /** Ends it from our side; `done` then rejects. */
  close(): void
}
