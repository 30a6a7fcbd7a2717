import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Secrets at rest: AES-256-GCM, a random 96-bit nonce, and the place the secret belongs to as associated data,
 * so that a sealed value copied to another row does not open. Format: `v1.<key id>.<nonce>.<text and tag>`.
 */
export interface Sealer {
  seal(place: string, plain: string): string
  /** Throws when the value was tampered with, moved, or sealed with a key that is not here. */
  open(place: string, sealed: string): string
}

/** `keys`: 32-byte master keys, the one to seal with first, older ones behind it. */
export function createSealer(keys: readonly Buffer[]): Sealer {
  const subkeys = new Map(keys.map((key) => [keyIdOf(key), derive(key, 'bindery secrets at rest')]))
  const [current] = keys
  if (!current) throw new Error('There is no key to seal secrets with.')
  const keyId = keyIdOf(current)
  return {
    seal(place, plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyOf(subkeys, keyId), nonce)
      cipher.setAAD(Buffer.from(place))
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${keyId}.${nonce.toString('base64url')}.${text.toString('base64url')}`
    },
    open(place, sealed) {
      const [version, id, nonce, text] = sealed.split('.')
      if (version !== 'v1' || !id || !nonce || !text) throw new Error('This is not a sealed value.')
      const bytes = Buffer.from(text, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', keyOf(subkeys, id), Buffer.from(nonce, 'base64url'))
      decipher.setAAD(Buffer.from(place))
      decipher.setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
    },
  }
}

/** Eight hexadecimal digits that name a master key without telling anything about it. */
export function keyIdOf(key: Buffer): string {
  return derive(key, 'bindery key id').subarray(0, 4).toString('hex')
}

/** Which master key a sealed value needs, in SQL: the second part of its format. */
export const KEY_ID_IN_SQL = 'substr(sealed, 4, 8)'

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, 32))
}

function keyOf(subkeys: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const key = subkeys.get(id)
  if (!key) throw new Error(`A secret was sealed with key ${id}, which is not in the key file.`)
  return key
}
