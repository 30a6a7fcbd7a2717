import type { Plan } from '../../shared/plan.ts'
import { binderSettings } from './binder-settings.ts'
import { secretSettings } from './secret-settings.ts'
import { writeYaml } from './write-yaml.ts'

/** binder.yaml of a plan, readable and without secrets. */
export function binderText(plan: Plan): string {
  return writeYaml(
    [
      'How this BinderHub is set up: the answers of the plan as values of its Helm chart.',
      'Helm reads it together with secret.yaml. What stands in neither has the default of the chart.',
      'Text is in quotes, so that YAML does not take it for a number, a date or a yes.',
    ],
    binderSettings(plan),
  )
}

/** secret.yaml of a plan. `secret` gives the YAML for the secret in a variable of the script, such as a mark. */
export function secretText(plan: Plan, secret: (variable: string) => string): string {
  return writeYaml(
    ['The secrets of this BinderHub, with what belongs to them. Only root may read this file.'],
    secretSettings(plan),
    (setting, plain) => (setting.secret === null ? plain : secret(setting.secret)),
  )
}
