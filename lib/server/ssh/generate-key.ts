import ssh2 from 'ssh2'

/**
 * A new ed25519 pair: the private key in OpenSSH's format, unencrypted (the vault seals it), and the line for
 * authorized_keys. The comment is what a person later reads there.
 *
 * @example generateKey('bindery@binder-01').publicKey // 'ssh-ed25519 AAAA… bindery@binder-01'
 */
export function generateKey(comment: string): { privateKey: string; publicKey: string } {
  const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment })
  return { privateKey: pair.private, publicKey: pair.public }
}
