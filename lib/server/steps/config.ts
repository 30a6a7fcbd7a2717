import type { StepCheck } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import { type Values, valueAt } from '../../shared/values.ts'
import { binderSettings } from '../binder-config/binder-settings.ts'
import { binderFile, configFolder, secretFile } from '../binder-config/config-files.ts'
import { configScript, configSecrets } from '../binder-config/config-script.ts'
import { binderText, secretText } from '../binder-config/config-text.ts'
import { REGISTRY_TOKEN, secretSettings } from '../binder-config/secret-settings.ts'
import { dotted, type Setting } from '../binder-config/setting.ts'
import { brief, readValues, unmet } from '../binder-config/values.ts'
import { releaseFaults } from './release-faults.ts'
import { releaseScript } from './release-script.ts'
import { type ConfigFilesSeen, configFiles } from './seen/config-files.ts'
import { type ReleaseSeen, release } from './seen/release.ts'
import { defineStep, type PlanToken } from './step.ts'

export const config = defineStep({
  id: 'config',
  group: 'BinderHub',
  title: 'Settings of BinderHub',
  doing: 'Writing down how BinderHub is set up.',
  why: 'binder.yaml holds what makes this BinderHub yours: where images go, where the hub is found, how much memory a notebook gets. Secrets stand in a file of their own. The chart checks both before they are used.',
  usualSeconds: [3, 15],
  deadlineSeconds: 900,
  sees: { configFiles, release },
  check: ({ configFiles: files, release: seen }, plan, token) => checkFiles(files, seen, plan, token),
  runs: ({ release: name, namespace, chartVersion }) => [
    `# writes ${binderFile} and ${secretFile}; values of a release that is there are taken over`,
    `microk8s helm template ${name} jupyterhub/binderhub --version ${chartVersion} --namespace ${namespace} -f ${secretFile} -f ${binderFile}`,
  ],
  script: (plan) => releaseScript(plan, configScript(plan)),
  secrets: (_plan, { registryToken }) => configSecrets(registryToken),
  adds: () => [
    { kind: 'folder', name: configFolder },
    { kind: 'file', name: binderFile },
    { kind: 'file', name: secretFile },
  ],
  breaks: () =>
    'Nothing: the files are used by the next step. Values that were made by hand stay, but for those that the plan names; the files of before are kept beside the new ones, as .before.',
  doneWhen: () =>
    'Both files are there for root alone, binder.yaml says what the plan says, and the chart accepts them.',
  ifStopped: 'The files of before, or the new ones: never half a file.',
  faults: [
    {
      id: 'no-token',
      line: /^stopped: there is no token for the registry/,
      what: () => 'There is no token for the registry.',
      why: 'Without one, built images cannot be pushed, and nothing can be launched.',
      advice: 'Enter the token in the plan, then run the step again.',
    },
    ...releaseFaults,
  ],
  undo: () => ({
    runs: [`rm -rf ${configFolder}`],
    script: `show rm -rf -- ${configFolder}\n`,
    breaks:
      'The settings of BinderHub are gone, with the token of the registry. A BinderHub that runs goes on.',
  }),
  files: (plan) => [
    { path: binderFile, mode: '0600', text: binderText(plan) },
    { path: secretFile, mode: '0600', text: secretText(plan, () => 'hidden') },
  ],
})

function checkFiles(files: ConfigFilesSeen, seen: ReleaseSeen, plan: Plan, token: PlanToken): StepCheck {
  if (!files.binder) return withoutFiles(seen, plan, token)
  if (!files.secret) return { state: 'open', evidence: 'binder.yaml is there, secret.yaml is not.' }
  const open = [files.binder, files.secret].find(({ mode }) => mode !== '600 root')
  if (open)
    return {
      state: 'differs',
      evidence: `A file has the permissions ${open.mode}.`,
      wanted: '600 root: nobody else may read them',
    }
  let binder: Values
  let secret: Values
  try {
    binder = readValues(files.binder.text)
    secret = readValues(files.secret.text)
  } catch (error) {
    const says = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return { state: 'broken', evidence: `A values file cannot be read: ${says}`, fault: 'no-yaml' }
  }
  const [first, ...more] = [
    ...wrongIn('binder.yaml', binder, unmet(binder, binderSettings(plan))),
    ...wrongIn('secret.yaml', secret, unmetSecrets(secret, plan, token)),
  ]
  if (first) return differs(first, more)
  return { state: 'done', evidence: `binder.yaml and secret.yaml say what the plan says, for root alone.` }
}

/** A hand-made release without our files: its values are what counts, and running the step takes them over. */
function withoutFiles(seen: ReleaseSeen, plan: Plan, token: PlanToken): StepCheck {
  if (seen.state === 'unknown') return { state: 'unknown', evidence: `Helm did not answer: ${seen.said}` }
  if (seen.state === 'none') return { state: 'open', evidence: 'No settings are written down yet.' }
  const who = `The release ${plan.release} was made without Bindery; its values`
  const [first, ...more] = [
    ...wrongIn(who, seen.values, unmet(seen.values, binderSettings(plan))),
    ...wrongIn(who, seen.values, unmetSecrets(seen.values, plan, token)),
  ]
  if (first) return differs(first, more)
  return {
    state: 'open',
    evidence: `The release ${plan.release} was made without Bindery, with the values of the plan. They are written down as they are.`,
  }
}

/** A secret has to be there, and to be the plan's as far as that is known: whether it is a good one, the registry says. */
function unmetSecrets(values: Values, plan: Plan, { mark, markOf }: PlanToken): Setting[] {
  const settings = secretSettings(plan)
  const isOther = (value: string): boolean => mark !== null && markOf(value) !== mark
  const secrets = settings.filter(({ path, secret, kind }) => {
    if (secret === null || kind !== 'plan') return false
    const value = valueAt(values, path)
    return typeof value !== 'string' || (secret === REGISTRY_TOKEN && isOther(value))
  })
  const plain = settings.filter(({ secret }) => secret === null)
  return [...unmet(values, plain), ...secrets]
}

/** A setting that is not as the plan wants it: where, and what is there instead. */
interface Wrong {
  where: string
  setting: Setting
  is: unknown
}

function wrongIn(where: string, values: Values, settings: readonly Setting[]): Wrong[] {
  return settings.map((setting) => ({ where, setting, is: valueAt(values, setting.path) }))
}

function differs({ where, setting: { path, value }, is }: Wrong, more: readonly Wrong[]): StepCheck {
  const too = more.map(({ setting }) => dotted(setting.path)).join(', ')
  const hidden = path.at(-1) === 'password'
  const found = hidden ? (is === null ? 'missing' : "another one than the plan's") : brief(is)
  return {
    state: 'differs',
    evidence: `${where}: ${dotted(path)} is ${found}${too && `; ${too} too`}.`,
    wanted: `${dotted(path)}: ${hidden ? 'the token of the plan' : brief(value)}`,
  }
}
