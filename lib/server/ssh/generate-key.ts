import ssh2 from 'ssh2'

/**
 * A new ed25519 pair: the private key in OpenSSH's format, unencrypted (the vault seals it), and the line for
 * authorized_keys. The comment is what a person later reads there.
 *
 * @example generateKey('bindery@binder-01').publicKey // 'ssh-ed25519 AAAA… bindery@binder-01'
 */
export function generateKey(comment: string): { privateKey: string; publicKey: string } {
  // ssh2 1.17.0 writes about one private key of 300 in a form that it cannot read again.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment })
    if (isReadable(pair)) return { privateKey: pair.private, publicKey: pair.public }
  }
  throw new Error('ssh2 made no key that can be read, in twenty attempts.')
}

/** True when the private key can be read and belongs to the public one. */
function isReadable(pair: { private: string; public: string }): boolean {
  const key = ssh2.utils.parseKey(pair.private)
  return !(key instanceof Error) && key.getPublicSSH().toString('base64') === pair.public.split(' ')[1]
}
