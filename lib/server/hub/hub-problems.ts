import { AppError } from '../../shared/problem.ts'

/** There is no hub in the cluster (yet). */
export function noHub(): AppError {
  return new AppError('no_hub', 'No BinderHub in this cluster yet.', {
    hint: 'The install brings it, and with it the hub that knows who is on it.',
  })
}

/** The hub is there, and does not answer. `said`: what was seen of it. */
export function hubUnreachable(said: string, cause?: unknown): AppError {
  return new AppError('hub_unreachable', 'The hub does not answer.', {
    hint: 'Sessions that run notice nothing; nobody can start one. While it restarts that takes half a minute. If it stays so, look at its pod.',
    said,
    cause,
  })
}

/** The hub does not take BinderHub's own token. */
export function hubDistrusts(status: number, said: string): AppError {
  return new AppError('hub_refused', 'The hub does not let Bindery in.', {
    hint: 'Bindery uses the token that the hub shares with BinderHub. After a change that was broken off the two may differ: restart hub and binder, so that both read the same.',
    said: `${status} ${said}`.trim(),
  })
}

/** The Secret of the release lacks the token. */
export function noToken(namespace: string, secret: string): AppError {
  return new AppError('hub_refused', 'BinderHub has no token for its hub.', {
    hint: `The Secret ${secret} in the namespace ${namespace} has no hub.services.binder.apiToken. An upgrade of the release writes it again.`,
  })
}

/** An answer of another shape than JupyterHub's documentation gives, or without measure. */
export function hubNotUnderstood(said: string): AppError {
  return new AppError('hub_refused', 'The hub answers in a way that Bindery does not understand.', { said })
}
