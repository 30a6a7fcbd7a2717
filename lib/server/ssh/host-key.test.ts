import { describe, expect, it } from 'vitest'
import { algorithmsFor, describeHostKey, sameFingerprint } from './host-key.ts'

// Made by ssh-keygen -t ed25519, fingerprint by ssh-keygen -lf.
const blob = Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAAIGMz5C0ZkIYgNbqLMXe2UN/1TZYEu0kogBZ2SjgGdRvE', 'base64')
const sha256 = 'SHA256:hqfPFnX4qu2cjTAfBLeUuDXK3FrY+CIySHRaTuHBTDw'

describe('a host key', () => {
  it('is described as ssh-keygen -lf prints it', () => {
    expect(describeHostKey(blob)).toEqual({ type: 'ssh-ed25519', sha256 })
  })

  it('that is cut short has no type, and still a fingerprint of its own', () => {
    expect(describeHostKey(blob.subarray(0, 3)).type).toBe('')
    expect(describeHostKey(blob.subarray(0, 40)).sha256).not.toBe(sha256)
  })

  it('is compared whole', () => {
    expect(sameFingerprint(sha256, sha256)).toBe(true)
    expect(sameFingerprint(sha256, sha256.slice(0, -1))).toBe(false)
    expect(sameFingerprint('', '')).toBe(true)
  })

  it('of type ssh-rsa is asked for with the signatures of today first', () => {
    expect(algorithmsFor('ssh-rsa')).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'])
    expect(algorithmsFor('ecdsa-sha2-nistp384')).toEqual(['ecdsa-sha2-nistp384'])
  })
})
