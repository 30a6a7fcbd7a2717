/** "ED25519", as `ssh-keygen -lf` names the type at the end of its line. */
export function hostKeyName(type: string): string {
  if (type.startsWith('ecdsa-')) return 'ECDSA'
  if (type === 'ssh-rsa' || type.startsWith('rsa-')) return 'RSA'
  return type
    .replace(/^(sk-)?ssh-/, '')
    .replace(/@.*$/, '')
    .toUpperCase()
}

/** The command that shows this key's fingerprint on an Ubuntu server itself. */
export function hostKeyCommand(type: string): string {
  return `ssh-keygen -lf /etc/ssh/ssh_host_${hostKeyName(type).toLowerCase()}_key.pub`
}

/** The 43 characters after "SHA256:" in groups of four, which is how people compare them. */
export function fingerprintGroups(sha256: string): string[] {
  return sha256.replace(/^SHA256:/, '').match(/.{1,4}/g) ?? []
}

/** Enough of a fingerprint to recognise it in a row of settings; never enough to compare. */
export function shortFingerprint(sha256: string): string {
  return `${sha256.slice(0, 15)}…${sha256.slice(-6)}`
}
