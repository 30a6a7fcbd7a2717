import type { StepCheck } from '../../shared/install.ts'
import type { Plan } from '../../shared/plan.ts'
import { type Values, valueAt } from '../../shared/values.ts'
import { binderSettings } from '../binder-config/binder-settings.ts'
import { binderFile, configFolder, secretFile } from '../binder-config/config-files.ts'
import { configScript, configSecrets } from '../binder-config/config-script.ts'
import { binderText, secretText } from '../binder-config/config-text.ts'
import { secretSettings } from '../binder-config/secret-settings.ts'
import { dotted, type Setting } from '../binder-config/setting.ts'
import { brief, readValues, unmet } from '../binder-config/values.ts'
import { releaseFaults } from './release-faults.ts'
import { releaseScript } from './release-script.ts'
import { type ConfigFilesSeen, configFiles } from './seen/config-files.ts'
import { type ReleaseSeen, release } from './seen/release.ts'
import { defineStep } from './step.ts'

export const config = defineStep({
  id: 'config',
  group: 'BinderHub',
  title: 'Settings of BinderHub',
  doing: 'Writing down how BinderHub is set up.',
  why: 'binder.yaml holds what makes this BinderHub yours: where images go, where the hub is found, how much memory a notebook gets. Secrets stand in a file of their own. The chart checks both before they are used.',
  usualSeconds: [3, 15],
  deadlineSeconds: 900,
  sees: { configFiles, release },
  check: ({ configFiles: files, release: seen }, plan) => checkFiles(files, seen, plan),
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

function checkFiles(files: ConfigFilesSeen, seen: ReleaseSeen, plan: Plan): StepCheck {
  if (!files.binder) return withoutFiles(seen, plan)
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
  const wrong = [...unmet(binder, binderSettings(plan)), ...unmetSecrets(secret, plan)]
  const [first] = wrong
  if (first) return differs(wrong, first, first.path[0] === 'registry' ? secret : binder)
  return { state: 'done', evidence: `binder.yaml and secret.yaml say what the plan says, for root alone.` }
}

/** A hand-made release without our files: its values are what counts, and running the step takes them over. */
function withoutFiles(seen: ReleaseSeen, plan: Plan): StepCheck {
  if (seen.state === 'unknown') return { state: 'unknown', evidence: `Helm did not answer: ${seen.said}` }
  if (seen.state === 'none') return { state: 'open', evidence: 'No settings are written down yet.' }
  const wrong = [...unmet(seen.values, binderSettings(plan)), ...unmetSecrets(seen.values, plan)]
  const [first] = wrong
  if (first)
    return differs(
      wrong,
      first,
      seen.values,
      `The release ${plan.release} was made without Bindery; its values`,
    )
  return {
    state: 'open',
    evidence: `The release ${plan.release} was made without Bindery, with the values of the plan. They are written down as they are.`,
  }
}

/** Of a secret it is only asked that there is one: whether it is the right one, the registry says. */
function unmetSecrets(values: Values, plan: Plan): Setting[] {
  const settings = secretSettings(plan)
  const there = settings.filter(({ secret, kind }) => secret !== null && kind === 'plan')
  return [
    ...unmet(
      values,
      settings.filter(({ secret }) => secret === null),
    ),
    ...there.filter(({ path }) => typeof valueAt(values, path) !== 'string'),
  ]
}

function differs(wrong: Setting[], first: Setting, values: Values, who = 'binder.yaml'): StepCheck {
  const more =
    wrong.length > 1
      ? `; ${wrong
          .slice(1)
          .map(({ path }) => dotted(path))
          .join(', ')} too`
      : ''
  const { path, value } = first
  const hidden = path.at(-1) === 'password'
  return {
    state: 'differs',
    evidence: `${who}: ${dotted(path)} is ${hidden ? 'missing' : brief(valueAt(values, path))}${more}.`,
    wanted: `${dotted(path)}: ${hidden ? 'the token of the plan' : brief(value)}`,
  }
}
