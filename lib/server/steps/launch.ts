import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatDuration } from '../../shared/format.ts'
import { raw, sh } from '../shell/sh.ts'
import { ago } from './ago.ts'
import { launchFaults } from './launch-faults.ts'
import { releaseScript } from './release-script.ts'
import { launchProof, proofFile } from './seen/launch-proof.ts'
import { release } from './seen/release.ts'
import { defineStep } from './step.ts'

const script = readFileSync(join(import.meta.dirname, 'script', 'launch.sh'), 'utf8')

export const launch = defineStep({
  id: 'launch',
  group: 'Proof',
  title: 'A first launch',
  doing: 'Launching a repository, as a visitor would.',
  why: 'Everything may look well and still fail at the push, at the pull or at the start of a notebook. Only a real launch proves that it works: a small public repository is built, started and stopped again.',
  usualSeconds: [20, 600],
  deadlineSeconds: 1_800,
  sees: { launchProof, release },
  check({ launchProof: proof, release: now }, { proof: { repository, ref }, namespace, release: name }) {
    if (now.state === 'unknown') return { state: 'unknown', evidence: `Helm did not answer: ${now.said}` }
    if (now.state === 'none') return { state: 'open', evidence: 'There is no BinderHub to launch anything.' }
    if (!proof || proof.release !== name || proof.namespace !== namespace)
      return { state: 'open', evidence: 'Nothing was launched yet.' }
    const proved = `${proof.repository} at ${proof.ref} was launched within ${formatDuration(proof.tookMs)}, ${ago(proof.readyAt)}`
    if (proof.revision !== now.revision || proof.deployed !== now.updated)
      return {
        state: 'open',
        evidence: `${proved}, for revision ${proof.revision}. Now it is revision ${now.revision}.`,
      }
    if (proof.repository !== repository || proof.ref !== ref)
      return { state: 'differs', evidence: `${proved}.`, wanted: `${repository} at ${ref}` }
    return { state: 'done', evidence: `${proved}, for revision ${proof.revision}.` }
  },
  runs: ({ proof }) => [
    `curl -N -H 'Accept: text/event-stream' http://BINDER/build/gh/${shortName(proof.repository)}/${proof.ref}`,
    'curl NOTEBOOK/api/status',
    'curl -X DELETE http://PROXY-PUBLIC/hub/api/users/NAME/server',
  ],
  script: (plan) =>
    releaseScript(
      plan,
      sh`REPOSITORY=${plan.proof.repository} OWNER_AND_NAME=${shortName(plan.proof.repository)} REF=${plan.proof.ref}
# A launch of before proves nothing of this one.
rm -f -- ${proofFile}

${raw(script)}`,
    ),
  adds: () => [{ kind: 'file', name: proofFile }],
  breaks: () => 'Nothing. An image is pushed to the registry and stays there; the notebook is stopped again.',
  doneWhen: () =>
    'The notebook of the repository answered, with the revision of BinderHub that is deployed now.',
  ifStopped:
    'The build may go on for a while, and a notebook may be left: BinderHub and the hub take both away by themselves within about an hour.',
  skip: 'Whether a launch works is then only known when the first visitor tries.',
  notes: [
    {
      pattern: '^waiting, after',
      says: 'For the first build the builder fetches an image of its own of some hundred megabytes. That is only once.',
    },
    {
      pattern: '^Waiting for build to start',
      says: 'BinderHub does not say for what. The lines below do: how the pod is that builds.',
    },
  ],
  faults: launchFaults,
  undo: () => ({
    runs: [`rm -f ${proofFile}`],
    script: `rm -f -- ${proofFile}\n`,
    breaks: 'Nothing.',
  }),
  watches: ({ namespace }) => [namespace],
})

/** `owner/name` of https://github.com/owner/name. */
function shortName(repository: string): string {
  return repository.replace(/^https:\/\/github\.com\//, '').replace(/\.git$/, '')
}
