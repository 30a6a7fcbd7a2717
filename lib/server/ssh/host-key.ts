import { createHash, timingSafeEqual } from 'node:crypto'
import type { ServerHostKeyAlgorithm } from 'ssh2'
import type { HostKey } from '../../shared/server-row.ts'

/** Reads a host key as the server sends it (RFC 4253, 6.6): its type stands in front, the rest depends on it. */
export function describeHostKey(blob: Buffer): HostKey {
  const length = blob.length >= 4 ? blob.readUInt32BE(0) : 0
  return {
    type: blob.toString('latin1', 4, 4 + length),
    sha256: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
  }
}

/** Compares two fingerprints in a time that tells nothing about where they differ. */
export function sameFingerprint(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

/**
 * The signature algorithms to offer so that the server shows its key of this type and no other. Without it a
 * server that gained a newer key would look like one whose key was exchanged.
 */
export function algorithmsFor(keyType: string): ServerHostKeyAlgorithm[] {
  switch (keyType) {
    case 'ssh-rsa':
      return ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa']
    case 'ssh-ed25519':
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521':
      return [keyType]
    default:
      return []
  }
}
