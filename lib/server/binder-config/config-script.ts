import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '../../shared/plan.ts'
import { raw, sh } from '../shell/sh.ts'
import { binderSettings } from './binder-settings.ts'
import { binderText, secretText } from './config-text.ts'
import { REGISTRY_TOKEN, secretSettings } from './secret-settings.ts'
import { yamlScalar } from './write-yaml.ts'

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8')
const takeOver = read('take-over.py')
const writeConfig = read('write-config.sh')

/** Bash that writes both values files; it needs what release.sh defines and the variables of `configSecrets`. */
export function configScript(plan: Plan): string {
  const settings = [...secretSettings(plan), ...binderSettings(plan)].filter(({ kind }) => kind !== 'fresh')
  return sh`BINDER_YAML=${binderText(plan)}

SECRET_YAML=${secretText(plan, (variable) => `«${variable}»`)}

SETTINGS=${JSON.stringify(settings.map(({ says: _, ...setting }) => setting))}
HUB_URL_IS_READ=${plan.addresses.how === 'read' ? 'yes' : 'no'}

take_over_values() {
  python3 - "$@" <<'TAKE_OVER'
${raw(takeOver)}TAKE_OVER
}

${raw(writeConfig)}`
}

/** The hidden variables of the script: the token as it is, and as YAML has it. Empty where there is none. */
export function configSecrets(token: string | null): Record<string, string> {
  return { [REGISTRY_TOKEN]: token ?? '', REGISTRY_TOKEN_YAML: token === null ? '' : yamlScalar(token) }
}
