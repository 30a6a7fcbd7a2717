import ssh2 from 'ssh2'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../shared/problem.ts'
import { generateKey } from './generate-key.ts'
import { readPrivateKey } from './private-key.ts'

const plain = generateKey('bindery@test')
const locked = lockedKey()

/** As ssh-keygen makes them. ssh2 writes about one of 300 in a form that it cannot read again: not that one. */
function lockedKey(): { private: string; public: string } {
  const options = { passphrase: 'right', cipher: 'aes256-ctr', rounds: 1 }
  const pair = ssh2.utils.generateKeyPairSync('ed25519', options)
  return ssh2.utils.parseKey(pair.private, 'right') instanceof Error ? lockedKey() : pair
}

function failure(privateKey: string, passphrase?: string): AppError {
  try {
    readPrivateKey(privateKey, passphrase)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('It was read.')
}

describe('a private key', () => {
  it('of our own making is read, and its public half is the line for authorized_keys', () => {
    const key = readPrivateKey(plain.privateKey)
    expect(`ssh-ed25519 ${key.getPublicSSH().toString('base64')} bindery@test`).toBe(plain.publicKey)
  })

  it('is read with its passphrase', () => {
    expect(readPrivateKey(locked.private, 'right').isPrivateKey()).toBe(true)
  })

  it('is read with a passphrase it does not need, and with Windows line ends', () => {
    expect(readPrivateKey(plain.privateKey.replaceAll('\n', '\r\n'), 'needless').isPrivateKey()).toBe(true)
  })

  it('tells a wrong passphrase from a missing one', () => {
    expect(failure(locked.private, 'wrong')).toMatchObject({ code: 'passphrase_wrong', field: 'passphrase' })
    expect(failure(locked.private)).toMatchObject({
      code: 'passphrase_wrong',
      message: expect.stringContaining('none was given'),
    })
  })

  it('is not the public half', () => {
    expect(failure(plain.publicKey)).toMatchObject({
      code: 'key_unreadable',
      message: expect.stringContaining('public half'),
    })
  })

  it.each([
    ['nothing', ''],
    ['any text', 'my key is in the drawer'],
    ['half of one', plain.privateKey.slice(0, 200)],
    ['one without its body', '-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----'],
  ])('cannot be read from %s, passphrase or not', (_what, text) => {
    expect(failure(text).code).toBe('key_unreadable')
    expect(failure(text, 'right').code).toBe('key_unreadable')
  })

  it('never stands in the error about it', () => {
    const broken = plain.privateKey.replace('AAAA', 'BBBB')
    const { message, hint, said } = failure(broken)
    expect(`${message} ${hint} ${said}`).not.toContain(broken.split('\n')[1])
  })
})
