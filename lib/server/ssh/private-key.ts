import ssh2, { type ParsedKey } from 'ssh2'
import { AppError } from '../../shared/problem.ts'

/**
 * Reads a private key in OpenSSH, PEM or PuTTY form. Throws `passphrase_wrong` and `key_unreadable`; what ssh2
 * says about the key is passed on, the key never.
 */
export function readPrivateKey(privateKey: string, passphrase?: string): ParsedKey {
  const parsed: unknown = ssh2.utils.parseKey(privateKey, passphrase)
  // ssh2 gives an array for OpenSSH's format, whatever its types say.
  const key = (Array.isArray(parsed) ? parsed[0] : parsed) as ParsedKey | Error
  if (key instanceof Error) throw unreadable(key, privateKey, passphrase)
  if (!key.isPrivateKey())
    throw new AppError(
      'key_unreadable',
      'This is the public half of a key. Signing in needs the private one.',
      {
        hint: 'It is the file without .pub, and begins with "-----BEGIN".',
        field: 'privateKey',
      },
    )
  return key
}

function unreadable(error: Error, privateKey: string, passphrase?: string): AppError {
  const said = error.message
  if (/no passphrase given/i.test(said))
    return new AppError(
      'passphrase_wrong',
      'The private key is protected by a passphrase, and none was given.',
      {
        hint: 'Give the passphrase of the key.',
        field: 'passphrase',
      },
    )
  // A wrong passphrase decrypts to noise, which ssh2 reports in as many ways as there are formats.
  if (passphrase !== undefined && looksEncrypted(privateKey))
    return new AppError('passphrase_wrong', 'The passphrase does not open the private key.', {
      hint: 'Give the passphrase of the key, not the password of the user.',
      said,
      field: 'passphrase',
      cause: error,
    })
  return new AppError('key_unreadable', 'The private key cannot be read.', {
    hint: 'Paste the whole file, from -----BEGIN to -----END. `ssh-keygen -p -f FILE` rewrites a key in OpenSSH’s form.',
    said,
    field: 'privateKey',
    cause: error,
  })
}

function looksEncrypted(privateKey: string): boolean {
  if (/^Proc-Type: 4,ENCRYPTED/m.test(privateKey) || /^Encryption: (?!none)/m.test(privateKey)) return true
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(privateKey)?.[1]
  const bytes = Buffer.from(body ?? '', 'base64')
  // "openssh-key-v1", NUL, then the length and the name of the cipher.
  return bytes.length > 23 && bytes.toString('latin1', 19, 23) !== 'none'
}
