import { createHash, randomBytes } from 'node:crypto'
import ssh2 from 'ssh2'
import { generateKey } from '../../server/ssh/generate-key.ts'

/** What the practice server is known by; made once, so that its fingerprint stays. */
export interface Identity {
  privateKey: string
  password: string
}

/** A new host key, and a password that nobody has to type. */
export function newIdentity(): Identity {
  return {
    privateKey: generateKey('practice').privateKey,
    password: randomBytes(18).toString('base64url'),
  }
}

/** "SHA256:…", as `ssh-keygen -lf` prints it. Throws for a key that cannot be read. */
export function fingerprintOf(privateKey: string): string {
  const key = ssh2.utils.parseKey(privateKey)
  if (key instanceof Error) throw key
  const hash = createHash('sha256').update(key.getPublicSSH()).digest('base64')
  return `SHA256:${hash.replace(/=+$/, '')}`
}
