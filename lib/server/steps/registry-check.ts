import type { Plan } from '../../shared/plan.ts'
import { registryCheckScript } from '../registry/check-registry.ts'
import { registryTarget } from '../registry/registry-target.ts'
import { registryWords } from '../registry/registry-words.ts'
import { raw, sh } from '../shell/sh.ts'
import { ago } from './ago.ts'
import { registryProof, registryProofFile } from './seen/registry-proof.ts'
import { defineStep, type Fault } from './step.ts'

export const registryCheck = defineStep({
  id: 'registry-check',
  group: 'BinderHub',
  title: 'Registry account',
  doing: 'Asking the registry whether images may be pushed.',
  why: 'Built images are pushed to a registry. With a wrong login, or one that may only read, every build would run for minutes and then fail at the very end. Nothing is pushed for this check.',
  usualSeconds: [1, 8],
  deadlineSeconds: 120,
  sees: { registryProof },
  check({ registryProof: proof }, plan, token) {
    if (plan.registry.kind === 'addon')
      return { state: 'not-needed', evidence: 'The registry of MicroK8s takes images without an account.' }
    const { registry, login } = registryTarget(plan)
    if (!proof) return { state: 'open', evidence: 'The registry was not asked yet.' }
    if (proof.registry !== registry || proof.login !== login || proof.imagePrefix !== plan.imagePrefix)
      return {
        state: 'open',
        evidence: `It was asked for ${proof.login} and ${proof.imagePrefix}, ${ago(proof.checkedAt)}; the plan has others.`,
      }
    if (token.mark !== null && proof.tokenMark !== token.mark)
      return {
        state: 'open',
        evidence: `It was asked with another token than the plan's, ${ago(proof.checkedAt)}.`,
      }
    return {
      state: 'done',
      evidence: `${login} may push to ${plan.imagePrefix}…, as ${new URL(registry).host} said ${ago(proof.checkedAt)}.`,
    }
  },
  runs(plan) {
    const { registry, repository, realm, service } = registryTarget(plan)
    return realm === ''
      ? [`curl ${registry}/v2/`, `curl '…?scope=repository:${repository}:pull,push'`]
      : [`curl '${realm}?service=${service}&scope=repository:${repository}:pull,push'`]
  },
  script(plan) {
    const { registry, login } = registryTarget(plan)
    const proof = JSON.stringify({ registry, login, imagePrefix: plan.imagePrefix }).slice(0, -1)
    // An answer of before proves nothing of what is asked now. In a shell of its own: the check ends its shell with its verdict.
    return sh`rm -f -- ${registryProofFile}
(
${raw(registryCheckScript(plan))}
) || exit 1
umask 077
mkdir -p /var/lib/bindery
printf '%s,"tokenMark":"%s","checkedAt":%s}\n' ${proof} "\${REGISTRY_TOKEN_MARK-}" "$(date +%s%3N)" >${`${registryProofFile}.new`}
mv -f ${`${registryProofFile}.new`} ${registryProofFile}
checked 'the registry takes images from this account'
`
  },
  secrets: (_plan, { registryToken, registryTokenMark }) => ({
    REGISTRY_TOKEN: registryToken ?? '',
    REGISTRY_TOKEN_MARK: registryTokenMark ?? '',
  }),
  adds: () => [{ kind: 'file', name: registryProofFile }],
  breaks: () => 'Nothing.',
  doneWhen: (plan) => `The registry grants the account to push to ${plan.imagePrefix}….`,
  ifStopped: 'Nothing is half done.',
  skip: 'If the account does not fit, you learn it only at the end of the first build.',
  notes: [
    {
      pattern: '^answered: 401, to nobody',
      says: 'As it should be at first: the registry says where to sign in.',
    },
  ],
  faults: verdictFaults(),
  undo: () => ({
    runs: [`rm -f ${registryProofFile}`],
    script: `rm -f -- ${registryProofFile}\n`,
    breaks: 'Nothing.',
  }),
})

/** Each verdict of the check but the good ones, with the words that the form of the plan has for it. */
function verdictFaults(): Fault[] {
  const bad = [
    'wrong-login',
    'read-only',
    'no-push-to-prefix',
    'too-many',
    'unreachable',
    'slow',
    'tls',
    'not-a-registry',
    'no-curl',
  ] as const
  return bad.map((verdict) => {
    const words = (plan: Plan) => {
      const { registry, repository, login } = registryTarget(plan)
      return registryWords(verdict, { host: new URL(registry).host, repository, login })
    }
    // What and why name the registry of the plan; why and advice are the same for all but Docker Hub.
    const general = registryWords(verdict, {
      host: 'the registry',
      repository: 'the image prefix',
      login: 'The account',
    })
    return {
      id: verdict,
      line: new RegExp(`^verdict: ${verdict}$`),
      what: (_match, plan) => words(plan).what,
      why: general.why,
      advice: general.todo,
    }
  })
}
