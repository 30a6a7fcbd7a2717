import { generateKey } from '../ssh/generate-key.ts'

/** What a key of Bindery's making says of itself in authorized_keys: one word of plain characters. */
export function keyComment(serverName: string): string {
  return `bindery@${serverName.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 40) || 'server'}`
}

/** A new key for this server alone. It is in use once its private half is in the vault. */
export function ownKey({ name }: { name: string }): { privateKey: string; publicKey: string } {
  return generateKey(keyComment(name))
}
