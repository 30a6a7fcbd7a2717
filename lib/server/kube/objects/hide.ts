import { formatBytes } from '../../../shared/format.ts'
import { HIDDEN, type KubeFields } from '../../../shared/whole-object.ts'
import { withoutSecrets } from '../logs/hide-secrets.ts'

/** Whose IP address a session belongs to: personal data, which is never shown (domain notes 2.1). */
const PERSONAL = 'BINDER_CLIENT_IP'
const SECRET_NAME =
  /(?:TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIALS?|GIT_CREDENTIAL_ENV|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|COOKIE_?KEY|CRYPT_?KEY|AUTHORIZATION)S?$/i
/**
 * `--NotebookApp.token=…`: without its own sign-in BinderHub tells the notebook its token like this, and whoever has that
 * has the session. It begins where a word does, as a value may be a megabyte of dashes.
 */
const SECRET_FLAG = /(?<![\w.-])--[\w.-]{0,64}(?:token|password|passwd|secret)[\w-]{0,32}[=\s]\S/i
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
/** Deeper than anything that Kubernetes has. */
const MAX_DEPTH = 60

export interface Shown {
  object: KubeFields
  hidden: number
}

/**
 * An object as people may see it. Of a secret no value; of all others no literal password or token in the variables or the
 * command line of a container, no text with one in it, and nobody's address. managedFields, which nobody reads, are left
 * out.
 */
export function hide(object: KubeFields): Shown {
  const isSecret = object.kind === 'Secret'
  const hiding = new Hiding(isSecret)
  const { managedFields: _, ...metadata } = recordOf(object.metadata) ?? {}
  const whole = { ...object, metadata }
  const shown = isSecret ? hiding.secret(whole) : hiding.value(whole, 0)
  return { object: recordOf(shown) ?? {}, hidden: hiding.count }
}

class Hiding {
  count = 0
  readonly #ofSecret: boolean

  constructor(ofSecret: boolean) {
    this.#ofSecret = ofSecret
  }

  secret(object: KubeFields): KubeFields {
    const { data, stringData, metadata, ...rest } = object
    return {
      ...rest,
      metadata: this.value(metadata, 0),
      ...(data === undefined
        ? {}
        : { data: this.#each(data, (value) => Buffer.from(value, 'base64').length) }),
      ...(stringData === undefined ? {} : { stringData: this.#each(stringData, (value) => value.length) }),
    }
  }

  /** Keeps the order of keys: it is what people read. */
  value(value: unknown, depth: number): unknown {
    if (depth > MAX_DEPTH) return this.#hide()
    if (Array.isArray(value)) return value.map((each) => this.value(each, depth + 1))
    if (typeof value === 'string') return tellsSecret(value) ? this.#hide() : value
    const record = recordOf(value)
    if (!record) return value
    const isVariable = typeof record.name === 'string' && typeof record.value === 'string'
    const isSecret = isVariable && isSecretName(String(record.name))
    return Object.fromEntries(
      Object.entries(record).map(([key, each]) => {
        if (key === PERSONAL || (key === 'value' && isSecret && each !== '')) return [key, this.#hide()]
        if (key === LAST_APPLIED) return [key, this.#applied(each, depth)]
        return [key, this.value(each, depth + 1)]
      }),
    )
  }

  /** kubectl keeps the whole object once more in here, as text. */
  #applied(text: unknown, depth: number): unknown {
    if (this.#ofSecret) return this.#hide()
    const inside = new Hiding(false)
    try {
      inside.value(JSON.parse(String(text)), depth + 1)
    } catch {
      return this.#hide()
    }
    return inside.count === 0 ? text : this.#hide()
  }

  #each(values: unknown, size: (value: string) => number): KubeFields {
    return Object.fromEntries(
      Object.entries(recordOf(values) ?? {}).map(([key, value]) => [
        key,
        `${this.#hide()}, ${formatBytes(size(String(value)))}`,
      ]),
    )
  }

  #hide(): string {
    this.count += 1
    return HIDDEN
  }
}

function isSecretName(name: string): boolean {
  return name === PERSONAL || SECRET_NAME.test(name)
}

function tellsSecret(text: string): boolean {
  return SECRET_FLAG.test(text) || withoutSecrets(text) !== text
}

/** The value where it is a map of fields; null where it is anything else. */
export function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}
