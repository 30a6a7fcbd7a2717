/** What stands in place of a secret. Pages show it as a word of Bindery's. */
const HIDDEN = 'hidden'

const NAMES =
  'token|access_token|refresh_token|id_token|auth_token|api_?key|password|passwd|secret|client_secret|sig|signature|x-amz-signature|x-amz-credential|x-amz-security-token'

/** A field of JSON, its quotes escaped where it stands in a text of JSON. */
const FIELD = '\\\\?"(?:auth|password|token|identitytoken|registrytoken|api_?token|secret)\\\\?"'

// Each is linear in the line: a place to begin is not inside another, or what follows it is bounded. A pod can print
// what it likes, and these look at all of it.
const SECRETS: readonly [RegExp, string][] = [
  // http://10.1.0.7:8888/lab?token=…
  [new RegExp(`([?&](?:${NAMES})=)[^&\\s"'<>\\\\)]+`, 'gi'), `$1${HIDDEN}`],
  // https://user:password@host
  [/(:\/\/[^\s/:@]{1,128}:)[^\s/@]{1,256}(?=@)/g, `$1${HIDDEN}`],
  [/(authorization["']?\s{0,4}[:=]\s{0,4}["']?(?:basic|bearer|token)\s{1,4})[\w.~+/=-]+/gi, `$1${HIDDEN}`],
  // {"auths": {"registry": {"auth": "…"}}}, also as text inside of JSON
  [new RegExp(`(${FIELD}\\s{0,4}:\\s{0,4}\\\\?")[^"\\\\]+`, 'gi'), `$1${HIDDEN}`],
  // Docker Hub, GitHub, GitLab, Hugging Face, Slack: what their tokens look like wherever they stand.
  [/(?<![\w-])(?:dckr_[po]at_|gh[pousr]_|github_pat_|glpat-|hf_|xox[abprs]-)[\w-]{16,}/g, HIDDEN],
  // A signed token of three parts.
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{4,}/g, HIDDEN],
]

/** Where none of this stands, there is nothing to hide: most lines. */
const TRIGGER = new RegExp(
  `[?&](?:${NAMES})=|:\\/\\/[^\\s/:@]{1,128}:|authorization|${FIELD}|dckr_|gh[pousr]_|github_pat_|glpat-|hf_|xox|eyJ`,
  'i',
)

/** True where something in these bytes may have to be hidden. Cheap enough for every chunk of a flood. */
export function mayHaveSecrets(bytes: Buffer): boolean {
  return TRIGGER.test(bytes.toString('latin1'))
}

/** A text without the secrets that lines of logs have; the same text where there are none. */
export function withoutSecrets(text: string): string {
  const bytes = Buffer.from(text)
  return mayHaveSecrets(bytes) ? hideSecrets(bytes).toString() : text
}

/**
 * A line of a log without the secrets that lines of logs have: tokens in addresses, passwords, keys of registries.
 * Byte by byte the same in all else, also where it is no UTF-8.
 *
 * @example hideSecrets(Buffer.from('http://hub/?token=abc')) // http://hub/?token=hidden
 */
export function hideSecrets(line: Buffer): Buffer {
  const text = line.toString('latin1')
  let shown = text
  for (const [secret, instead] of SECRETS) shown = shown.replace(secret, instead)
  return shown === text ? line : Buffer.from(shown, 'latin1')
}
