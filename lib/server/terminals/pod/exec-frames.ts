import * as z from 'zod/mini'

/**
 * The frames of v4.channel.k8s.io and v5: a byte that names the channel, and bytes.
 * https://github.com/kubernetes/kubernetes/blob/v1.33.0/staging/src/k8s.io/apimachinery/pkg/util/remotecommand/constants.go
 */
const channels = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const

export const execProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']

/** How a command in a container ended, as kubelet tells it. `code` is null where it never began, or nobody knows. */
export interface ExecStatus {
  code: number | null
  said: string
}

export type FromExec = { kind: 'printed'; bytes: Buffer } | { kind: 'status'; status: ExecStatus }

const statusObject = z.object({
  status: z.optional(z.string()),
  message: z.optional(z.string()),
  reason: z.optional(z.string()),
  details: z.optional(
    z.object({
      causes: z.optional(
        z.array(z.object({ reason: z.optional(z.string()), message: z.optional(z.string()) })),
      ),
    }),
  ),
})

export function stdinFrame(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(channels.stdin), bytes])
}

export function resizeFrame({ cols, rows }: { cols: number; rows: number }): Buffer {
  return Buffer.concat([
    Buffer.of(channels.resize),
    Buffer.from(JSON.stringify({ Width: cols, Height: rows })),
  ])
}

/** Null for what says nothing: empty frames, with which a channel is opened, and channels that we do not have. */
export function readExecFrame(frame: Buffer): FromExec | null {
  if (frame.length < 2) return null
  const bytes = frame.subarray(1)
  switch (frame[0]) {
    case channels.stdout:
    case channels.stderr:
      return { kind: 'printed', bytes }
    case channels.error:
      return { kind: 'status', status: readStatus(bytes.toString('utf8')) }
    default:
      return null
  }
}

function readStatus(text: string): ExecStatus {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { code: null, said: text }
  }
  const parsed = statusObject.safeParse(value)
  if (!parsed.success) return { code: null, said: text }
  const { status, reason, message, details } = parsed.data
  if (status === 'Success') return { code: 0, said: '' }
  const code = details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message
  if (reason === 'NonZeroExitCode' && code !== undefined && /^\d{1,3}$/.test(code))
    return { code: Number(code), said: message ?? '' }
  return { code: null, said: message ?? reason ?? text }
}
