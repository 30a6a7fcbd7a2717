import * as z from 'zod/mini'
import { AppError } from '../../shared/problem.ts'

/** What an API says of itself goes to people: not more than they read. */
const SAID = 300

/** The API answered, and not with what was asked for. */
export class ApiRefusal extends Error {
  readonly status: number
  /** What it says about it, out of its Status object where it sent one. */
  readonly said: string

  constructor(status: number, body: string) {
    super(`the Kubernetes API answered ${status}`)
    this.status = status
    this.said = saidIn(body).slice(0, SAID)
  }
}

/** The version from which we wanted to go on is too old to be known: list again. */
export class ApiGone extends Error {}

/** Nothing answers where the API should be. `said`: what was seen of it. */
export function unreachable(said: string, cause?: unknown): AppError {
  return new AppError('kube_unreachable', 'The Kubernetes API of this server does not answer.', {
    hint: 'After a reboot or an update it comes back by itself within two minutes. If it does not: sudo snap restart microk8s',
    said,
    cause,
  })
}

/** An answer without measure: it is not read to its end. */
export function tooMuch(said: string): AppError {
  return new AppError('kube_refused', 'The Kubernetes API answers more than can be right.', { said })
}

/** An answer of another shape than the API's own documentation gives. */
export function notUnderstood(said: string): AppError {
  return new AppError(
    'kube_refused',
    'The Kubernetes API answers in a way that Bindery does not understand.',
    {
      said: said.slice(0, SAID),
    },
  )
}

/** The status with which the API refused a call of Cluster: 404, 409 and their like; null for all else. */
export function refusedWith(error: unknown): number | null {
  return error instanceof AppError && error.cause instanceof ApiRefusal ? error.cause.status : null
}

/** A kind that this cluster does not serve: its addon is off, or its Kubernetes is another than is expected. */
export function notServed(cause: AppError): AppError {
  return new AppError('kube_refused', 'This cluster has no such kind of object.', {
    hint: 'An addon may be off, or this Kubernetes too old or too new for it. It is asked for again by itself.',
    cause,
  })
}

/** More rows than Bindery keeps. */
export function tooMany(rows: number): AppError {
  return new AppError(
    'kube_refused',
    `This cluster has more than ${rows.toLocaleString('en')} of these. Bindery shows no more than that.`,
    {
      hint: 'Something there makes them without end. Look at: microk8s kubectl get -A, and delete what is not needed.',
    },
  )
}

/** What went wrong on the way to the API, there or back, for a person. */
export function wayProblem(error: unknown): AppError {
  if (nobodyListens(error)) return unreachable(error.message, error)
  if (error instanceof AppError) return error
  if (error instanceof ApiRefusal) return refusal(error)
  const said = (error instanceof Error ? error.message : String(error)).slice(0, SAID)
  if (isDistrust(error))
    return new AppError(
      'kube_refused',
      'The Kubernetes API does not prove that it is the one of this server.',
      {
        hint: 'Its certificate may have expired. Look at: microk8s refresh-certs -c',
        said,
        cause: error,
      },
    )
  return unreachable(said, error)
}

/** True where the link is well, and the server's own loopback says that nobody is at that port. */
export function nobodyListens(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'remote_failed'
}

/** True where we did not believe the API, or it did not believe us. */
export function isDistrust(error: unknown): boolean {
  if (error instanceof ApiRefusal) return error.status === 401
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false
  return /CERT|ISSUER|SIGNATURE|_SSL_|_TLS_/.test(error.code)
}

function refusal(error: ApiRefusal): AppError {
  const { status, said } = error
  if (status === 401 || status === 403)
    return new AppError('kube_refused', 'The Kubernetes API does not let Bindery in.', {
      hint: 'Bindery comes as the administrator that microk8s config names.',
      said,
      cause: error,
    })
  if (status === 429 || status >= 500)
    return new AppError('kube_unreachable', 'The Kubernetes API is there, and cannot answer now.', {
      hint: 'Right after it started that is usual, and passes within a minute.',
      said: `${status} ${said}`,
      cause: error,
    })
  return new AppError('kube_refused', `The Kubernetes API refused with ${status}.`, { said, cause: error })
}

const statusObject = z.object({ message: z.optional(z.string()), reason: z.optional(z.string()) })

function saidIn(body: string): string {
  try {
    const parsed = statusObject.safeParse(JSON.parse(body))
    if (parsed.success) return parsed.data.message ?? parsed.data.reason ?? ''
  } catch {}
  return body.trim()
}
