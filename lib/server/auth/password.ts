import crypto, { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../shared/problem.ts'
import { createGate } from './gate.ts'

type Algorithm = 'argon2id' | 'scrypt'

/** RFC 9106 section 4, second recommended option; `m` is in KiB. About 130 ms on one core. */
const ARGON2 = { m: 65_536, t: 3, p: 4 }
/** N = 2^17: 128 MiB and about 260 ms. */
const SCRYPT = { ln: 17, r: 8, p: 1 }
const SALT_BYTES = 16
const KEY_BYTES = 32

/** Node has argon2 from 24.7 on; a named import of it would not even load on older ones. */
const preferred: Algorithm = typeof crypto.argon2 === 'function' ? 'argon2id' : 'scrypt'

/** Hashing takes a thread and 64 to 128 MiB: two at once leave threads for files and names. */
const gate = createGate({ atOnce: 2, waiting: 32 })

/** What is stored: `$argon2id$v=19$m=65536,t=3,p=4$salt$key` or `$scrypt$ln=17,r=8,p=1$salt$key` (unpadded base64). */
export async function hashPassword(password: string, algorithm: Algorithm = preferred): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const settings = algorithm === 'argon2id' ? ARGON2 : SCRYPT
  const key = await gate(() => derive(algorithm, settings, password, salt))
  return `${prefix(algorithm, settings)}${base64(salt)}$${base64(key)}`
}

/**
 * Checks a password against what is stored. `stored` null (no such account) takes as long as a wrong password.
 * `outdated`: right, but hashed with other settings than today's; hash it again while it is known.
 */
export async function verifyPassword(
  password: string,
  stored: string | null,
): Promise<{ ok: boolean; outdated: boolean }> {
  if (stored === null) {
    await hashPassword(password)
    return { ok: false, outdated: false }
  }
  const { algorithm, settings, salt, key } = parse(stored)
  if (algorithm === 'argon2id' && preferred !== 'argon2id')
    throw new AppError(
      'internal',
      'This password was stored with argon2id, which this version of Node does not have.',
      {
        hint: 'Start Bindery with Node 24.7 or newer, or give the account a new password with `npm run admin -- reset-password`.',
      },
    )
  const derived = await gate(() => derive(algorithm, settings, password, salt))
  const ok = derived.length === key.length && timingSafeEqual(derived, key)
  const today = prefix(preferred, preferred === 'argon2id' ? ARGON2 : SCRYPT)
  return { ok, outdated: ok && !stored.startsWith(today) }
}

type Settings = Record<string, number>

function derive(algorithm: Algorithm, settings: Settings, password: string, salt: Buffer): Promise<Buffer> {
  // The same letters typed on two keyboards may come as different code points (NIST SP 800-63B, 5.1.1.2).
  const message = Buffer.from(password.normalize('NFKC'))
  const { m = 0, t = 0, p = 0, ln = 0, r = 0 } = settings
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, key: Buffer): void => (error ? reject(error) : resolve(key))
    if (algorithm === 'argon2id')
      crypto.argon2(
        'argon2id',
        { message, nonce: salt, memory: m, passes: t, parallelism: p, tagLength: KEY_BYTES },
        done,
      )
    else scrypt(message, salt, KEY_BYTES, { N: 2 ** ln, r, p, maxmem: 256 * r * 2 ** ln }, done)
  })
}

function prefix(algorithm: Algorithm, settings: Settings): string {
  const list = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
  return `$${algorithm}$${algorithm === 'argon2id' ? 'v=19$' : ''}${list.join(',')}$`
}

function parse(stored: string): { algorithm: Algorithm; settings: Settings; salt: Buffer; key: Buffer } {
  const match = /^\$(argon2id|scrypt)\$(?:v=19\$)?([a-z0-9=,]+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
    stored,
  )
  const [, algorithm, list, salt, key] = match ?? []
  if (!list || !salt || !key) throw new Error('A stored password is in no form that Bindery knows.')
  const settings = Object.fromEntries(
    list.split(',').map((pair) => [pair.split('=')[0], Number(pair.split('=')[1])]),
  )
  return {
    algorithm: algorithm === 'scrypt' ? 'scrypt' : 'argon2id',
    settings,
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
