import { isValues } from '../../shared/values.ts'

/** Names of keys whose values nobody is shown, whatever they say. */
const SECRET_KEY =
  /(pass(word|wd)?|secret|token|api_?key|cookie|crypt|private|credential|auth_?state|htpasswd|license)/i
/** Keys with such a word that hold none: names of secrets, switches, addresses. */
const HARMLESS = /(secret_?name|token_?url|passwords?_?url|secretRef|pull_?secrets?$|blockWithIptables)/i
/** What tokens of the usual places look like, wherever they stand. */
const SECRET_TEXT =
  /\b(dckr_pat_[\w-]{8,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/

/** Whether the value at this path is to be hidden. Rather one too many. */
export function isSecret(path: readonly string[], value: unknown): boolean {
  if (typeof value === 'string' && SECRET_TEXT.test(value)) return true
  const key = path.at(-1) ?? ''
  return (
    (typeof value === 'string' || typeof value === 'number') && SECRET_KEY.test(key) && !HARMLESS.test(key)
  )
}

/** The same value with `mark` in the place of every secret inside it. */
export function masked(value: unknown, path: readonly string[], mark: (secret: unknown) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, path, mark))
  if (!isValues(value)) return isSecret(path, value) ? mark(value) : value
  // An environment variable has its name beside its value.
  const named = typeof value.name === 'string' ? value.name : null
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      masked(inner, [...path, key === 'value' && named !== null ? named : key], mark),
    ]),
  )
}
