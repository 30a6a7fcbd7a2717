import ssh2 from 'ssh2'
import { expect, it } from 'vitest'
import { generateKey } from './generate-key.ts'

it('makes keys that can be read, every time', () => {
  // The library's own keys fail about once in 300: in so many, one would be found.
  for (let made = 0; made < 2_000; made += 1) {
    const { privateKey, publicKey } = generateKey('bindery@binder-01')
    const key = ssh2.utils.parseKey(privateKey)
    if (key instanceof Error) throw key
    expect(publicKey).toBe(`ssh-ed25519 ${key.getPublicSSH().toString('base64')} bindery@binder-01`)
  }
})
