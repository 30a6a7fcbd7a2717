import { describe, expect, it } from 'vitest'
import { AppError, type ProblemCode, problemCodes } from '../../shared/problem.ts'
import { diskFull } from './disk-full.ts'
import {
  cancelled,
  connectProblem,
  handshakeProblem,
  linkLost,
  lookupProblem,
  mayMendByItself,
  signInBroke,
} from './failures.ts'

const failing = (code: string, message = code) => Object.assign(new Error(message), { code })

describe('a failure', () => {
  it.each([
    ['ECONNREFUSED', 'ssh_refused'],
    ['ETIMEDOUT', 'ssh_timed_out'],
    ['EHOSTUNREACH', 'ssh_unreachable'],
    ['ENETUNREACH', 'ssh_unreachable'],
    ['ECONNRESET', 'ssh_unreachable'],
  ])('of connecting, %s, is %s', (code, problem) => {
    expect(connectProblem(failing(code), 'binder', 22)).toMatchObject({
      code: problem,
      hint: expect.any(String),
      said: code,
    })
  })

  it('of a name tells an unknown name from name servers that do not answer', () => {
    const messages = ['ENOTFOUND', 'EAI_AGAIN'].map((code) => lookupProblem(failing(code), 'binder').message)
    expect(messages).toEqual([
      'The name binder is not known.',
      'The name servers of this machine did not answer for binder.',
    ])
  })

  it('of the handshake names what the server offers, without the markers that are no algorithms', () => {
    const keyExchange = ['mlkem768x25519-sha256', 'ext-info-s', 'kex-strict-s-v00@openssh.com']
    const greeting = {
      software: 'OpenSSH_10.0',
      firstLine: 'SSH-2.0-OpenSSH_10.0',
      offer: { keyExchange, hostKeys: [], ciphers: ['aes'] },
    }
    const none = (what: string) =>
      handshakeProblem(new Error(`Handshake failed: no matching ${what}`), 'binder:22', greeting)
    expect(none('key exchange algorithm')).toMatchObject({
      code: 'no_common_algorithm',
      said: 'it offers mlkem768x25519-sha256',
    })
    expect(none('C->S cipher')).toMatchObject({ code: 'no_common_algorithm', said: 'it offers aes' })
  })

  it('of too many keys is one of the key, not of the network', () => {
    expect(signInBroke(new Error('Too many authentication failures'), 'binder:22')).toMatchObject({
      code: 'ssh_key_refused',
    })
    expect(signInBroke(null, 'binder:22')).toMatchObject({ code: 'link_lost' })
  })

  it('that already has its words keeps them', () => {
    const own = new AppError('jump_failed', 'The way through binder-00 does not work.')
    expect([connectProblem(own, 'binder', 22), linkLost(own, 'binder'), signInBroke(own, 'binder')]).toEqual([
      own,
      own,
      own,
    ])
    const abort = new AbortController()
    abort.abort(own)
    expect(cancelled(abort.signal)).toBe(own)
  })

  it('of keys, passwords and rights is never tried again without a person', () => {
    const again = problemCodes.filter((code: ProblemCode) => mayMendByItself(new AppError(code, '')))
    expect(again).toEqual([
      'name_not_found',
      'ssh_refused',
      'ssh_timed_out',
      'ssh_unreachable',
      'not_ssh',
      'jump_failed',
      'link_lost',
      'offline',
      'too_many_sessions',
      'remote_timed_out',
    ])
    expect(mayMendByItself(new Error('a mistake of ours'))).toBe(false)
  })

  it('for want of room is recognised in what a command printed', () => {
    const said = 'tee: /var/lib/x: No space left on device'
    expect(diskFull(Buffer.from(`copying\n${said}\n`))).toMatchObject({ code: 'disk_full', said })
    expect(diskFull('tee: /var/lib/x: Permission denied')).toBeNull()
  })
})
