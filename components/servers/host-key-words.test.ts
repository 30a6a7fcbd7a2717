import { expect, test } from 'vitest'
import { fingerprintGroups, hostKeyCommand, hostKeyName, shortFingerprint } from './host-key-words.ts'

const sha256 = 'SHA256:7Jq2hV9dLw0xPzR4cT8meUy1KfN6sGbAo3XiWkDv5Q0'

test.each([
  ['ssh-ed25519', 'ED25519', 'ssh_host_ed25519_key.pub'],
  ['ecdsa-sha2-nistp256', 'ECDSA', 'ssh_host_ecdsa_key.pub'],
  ['ssh-rsa', 'RSA', 'ssh_host_rsa_key.pub'],
  ['rsa-sha2-512', 'RSA', 'ssh_host_rsa_key.pub'],
])('%s is the %s key in %s', (type, name, file) => {
  expect(hostKeyName(type)).toBe(name)
  expect(hostKeyCommand(type)).toBe(`ssh-keygen -lf /etc/ssh/${file}`)
})

test('groups of four hold every character, in order', () => {
  const groups = fingerprintGroups(sha256)
  expect(groups).toHaveLength(11)
  expect(groups.at(-1)).toBe('5Q0')
  expect(`SHA256:${groups.join('')}`).toBe(sha256)
})

test('the short form keeps both ends', () => {
  expect(shortFingerprint(sha256)).toBe('SHA256:7Jq2hV9d…WkDv5Q0'.replace('WkDv5Q0', 'kDv5Q0'))
})
