import { AppError } from '../../shared/problem.ts'
import type { Greeting } from './greeting.ts'

// What Node, ssh2 and sshd report, in words for the person. Nothing here ever sees a secret.

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')
const saidOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** Why a name has no address: `name_not_found`. An AppError is passed on as it is. */
export function lookupProblem(error: unknown, host: string): Error {
  if (error instanceof AppError) return error
  if (codeOf(error) === 'EAI_AGAIN')
    return new AppError('name_not_found', `The name servers of this machine did not answer for ${host}.`, {
      hint: 'Look at the network of the machine that Bindery runs on, or use an IP address.',
      said: saidOf(error),
      cause: error,
    })
  return new AppError('name_not_found', `The name ${host} is not known.`, {
    hint: 'Look for a typing mistake, or use an IP address.',
    said: saidOf(error),
    cause: error,
  })
}

/** `ssh_timed_out`: nothing came from host:port within `deadlineMs` milliseconds. */
export function timedOut(host: string, port: number, deadlineMs: number): AppError {
  return new AppError('ssh_timed_out', `${host}:${port} did not answer within ${deadlineMs / 1000} s.`, {
    hint: 'Is the server on, and does a firewall let this machine through to the port?',
  })
}

/** Why no TCP connection came about: `ssh_refused`, `ssh_timed_out`, `ssh_unreachable`. An AppError is passed on as it is. */
export function connectProblem(error: unknown, host: string, port: number): Error {
  if (error instanceof AppError) return error
  const extras = { said: saidOf(error), cause: error }
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return new AppError('ssh_refused', `${host} is there, but nothing listens on port ${port}.`, {
        hint: 'Is it the right port, and does the SSH server run? On the server: sudo systemctl status ssh',
        ...extras,
      })
    case 'ETIMEDOUT':
      return new AppError('ssh_timed_out', `${host}:${port} did not answer.`, {
        hint: 'Is the server on, and does a firewall let this machine through to the port?',
        ...extras,
      })
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
      return new AppError('ssh_unreachable', `There is no way to ${host} from this machine.`, {
        hint: 'Does it need a VPN or a jump server?',
        ...extras,
      })
    default:
      return new AppError('ssh_unreachable', `${host}:${port} cannot be reached.`, {
        hint: 'Look at the network between this machine and the server.',
        ...extras,
      })
  }
}

/** Why a connection that stood ended before both sides had agreed on keys. */
export function handshakeProblem(error: unknown, place: string, greeting: Greeting): Error {
  if (error instanceof AppError) return error
  const said = error === null ? undefined : saidOf(error)
  const noMatch = /no matching (.*?)(?: format)?$/i.exec(said ?? '')?.[1]
  if (noMatch) return noCommonAlgorithm(place, noMatch, greeting, error)
  if (greeting.software === null && greeting.firstLine !== null)
    return new AppError('not_ssh', `Something answers at ${place}, but it does not speak SSH.`, {
      hint: 'Is it the right port? SSH usually has port 22.',
      said: greeting.firstLine,
      cause: error,
    })
  if (greeting.software === null)
    return new AppError('ssh_unreachable', `${place} took the connection and closed it without a word.`, {
      hint: 'The SSH server may have too many connections, or may not allow this machine (MaxStartups, a firewall).',
      said,
      cause: error,
    })
  return new AppError('link_lost', `The connection to ${place} broke while keys were agreed on.`, {
    hint: 'Bindery tries again. If it stays so, look at the log of the SSH server.',
    said,
    cause: error,
  })
}

function noCommonAlgorithm(place: string, what: string, greeting: Greeting, cause: unknown): AppError {
  const { offer } = greeting
  const offered = /key exchange/i.test(what)
    ? offer?.keyExchange
    : /cipher/i.test(what)
      ? offer?.ciphers
      : offer?.hostKeys
  // Markers such as ext-info-s and kex-strict-s-v00@openssh.com are no algorithms.
  const names = offered?.filter((name) => !/^(?:ext-info|kex-strict)/.test(name)).join(', ')
  return new AppError('no_common_algorithm', `${place} and Bindery have no ${what} in common.`, {
    hint: 'Allow a common one in sshd_config, for example KexAlgorithms +curve25519-sha256 and Ciphers +aes256-gcm@openssh.com.',
    said: names === undefined ? saidOf(cause) : `it offers ${names}`,
    cause,
  })
}

/** The server has another key than the one that was confirmed, or none of that type any more. */
export function hostKeyChanged(place: string, pinned: string, now: string): AppError {
  return new AppError(
    'host_key_changed',
    `${place} is not the server that was confirmed: its host key is another one.`,
    {
      hint: 'It was reinstalled, its address now belongs to another machine, or somebody sits in between. Nothing was sent to it.',
      said: `confirmed ${pinned}, now ${now}`,
      field: 'hostKey',
    },
  )
}

/** A connection that ended while signing in, without an answer yes or no. */
export function signInBroke(error: unknown, place: string): Error {
  if (error instanceof AppError) return error
  const said = error === null ? undefined : saidOf(error)
  if (/too many authentication failures/i.test(said ?? ''))
    return new AppError(
      'ssh_key_refused',
      `${place} ended the sign-in after too many keys that it does not know.`,
      {
        hint: 'Give Bindery the one key that fits, or take others out of the agent (ssh-add -d).',
        said,
        cause: error,
      },
    )
  return new AppError('link_lost', `The connection to ${place} broke while signing in.`, {
    hint: 'Bindery tries again. If it stays so, look at the log of the SSH server: sudo journalctl -u ssh',
    said,
    cause: error,
  })
}

/** A link that was up and is not any more. What was under way may have happened or not. */
export function linkLost(error: unknown, place: string): AppError {
  if (error instanceof AppError) return error
  return new AppError('link_lost', `The connection to ${place} was lost.`, {
    hint: 'What runs on the server goes on, unless it went down itself. Bindery connects again by itself.',
    said: error === null ? undefined : saidOf(error),
    cause: error,
  })
}

/** Why the server did not open a forward. */
export function forwardProblem(error: unknown, to: string, place: string): AppError {
  const reason = error instanceof Error && 'reason' in error ? error.reason : undefined
  const extras = { said: saidOf(error), cause: error }
  // RFC 4254, 5.1: 1 is administratively prohibited, 2 is connect failed.
  if (reason === 1)
    return new AppError('forwarding_refused', `The SSH server does not allow forwarding to ${to}.`, {
      hint: 'Set AllowTcpForwarding yes in its sshd_config and reload it: sudo systemctl reload ssh',
      ...extras,
    })
  if (reason === 2)
    return new AppError('remote_failed', `From the server, ${to} cannot be connected to.`, extras)
  return linkLost(error, place)
}

/** Why something that this signal ended was ended: the signal's reason where that is for people, else `remote_failed`. */
export function cancelled(signal: AbortSignal): AppError {
  if (signal.reason instanceof AppError) return signal.reason
  return new AppError('remote_failed', 'It was cancelled from here.', { cause: signal.reason })
}

/**
 * Whether it is worth trying again without a person. Everything about keys, passwords and rights is not: a
 * server counts failed sign-ins, and OpenSSH from 9.8 on locks the address out.
 */
export function mayMendByItself(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  switch (error.code) {
    case 'name_not_found':
    case 'ssh_refused':
    case 'ssh_timed_out':
    case 'ssh_unreachable':
    case 'not_ssh':
    case 'jump_failed':
    case 'link_lost':
    case 'offline':
    case 'too_many_sessions':
    case 'remote_timed_out':
      return true
    default:
      return false
  }
}
