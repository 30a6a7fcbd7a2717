import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from '../../shared/plan.ts'
import { AppError } from '../../shared/problem.ts'
import type { RegistryCheck, RegistryVerdict } from '../../shared/registry-check.ts'
import { visible } from '../../shared/visible.ts'
import { raw, sh } from '../shell/sh.ts'
import type { RemoteShell } from '../ssh/remote-shell.ts'
import { registryTarget } from './registry-target.ts'
import { registryWords } from './registry-words.ts'

const body = readFileSync(join(import.meta.dirname, 'check-registry.sh'), 'utf8')

/** The longest way has five questions of 15 s; nobody waits longer at a form. */
const DEADLINE_MS = 45_000

type RegistryPlan = Pick<Plan, 'registry' | 'imagePrefix'>

/**
 * The check as bash, for a step: it needs the hidden variable REGISTRY_TOKEN (unset or empty where the registry has
 * no login), ends with a line "verdict: …", and fails for every verdict but `ok` and `later`.
 */
export function registryCheckScript(plan: RegistryPlan): string {
  const { registry, login, repository, realm, service } = registryTarget(plan)
  return sh`REGISTRY=${registry} LOGIN=${login} REPOSITORY=${repository}
REALM=${realm} SERVICE=${service} REGISTRY_TOKEN=\${REGISTRY_TOKEN-}
${raw(body)}`
}

/**
 * Asks the registry from the server whether images may be pushed, in one round trip over the link.
 * Throws what the link throws, and `remote_failed` when the answer has no verdict.
 */
export async function checkRegistry(
  shell: RemoteShell,
  plan: RegistryPlan,
  token: string | null,
  signal?: AbortSignal,
): Promise<RegistryCheck> {
  const { stdout, stderr } = await shell.exec({
    script: `set -eu\nIFS= read -r REGISTRY_TOKEN || true\n${registryCheckScript(plan)}`,
    as: 'user',
    lane: 'person',
    input: Buffer.from(`${token ?? ''}\n`),
    deadlineMs: DEADLINE_MS,
    ...(signal ? { signal } : {}),
  })
  return readRegistryCheck(plan, stdout.toString('utf8'), stderr.toString('utf8'))
}

/** What the check's output says. The last verdict counts. Throws `remote_failed` where there is none. */
export function readRegistryCheck(plan: RegistryPlan, output: string, said = ''): RegistryCheck {
  const verdict = [...output.matchAll(/^verdict: (\S+)$/gm)].at(-1)?.[1]
  if (verdict === undefined || !isVerdict(verdict))
    throw new AppError('remote_failed', 'The server broke off while it asked the registry.', {
      hint: 'Check again.',
      said: said.trim() || output.trim(),
    })
  const { registry, repository, login } = registryTarget(plan)
  const pulls = /^pulls left: (\d+) of (\d+)$/m.exec(output)
  const curl = said.trim().split('\n').at(-1)?.trim()
  return {
    verdict,
    ...registryWords(verdict, { host: new URL(registry).host, repository, login }),
    pulls: pulls ? { left: Number(pulls[1]), of: Number(pulls[2]) } : null,
    said: curl ? visible(curl.slice(0, 300)) : null,
    checkedAt: Date.now(),
  }
}

const verdicts: Record<RegistryVerdict, true> = {
  ok: true,
  later: true,
  'wrong-login': true,
  'read-only': true,
  'no-push-to-prefix': true,
  'too-many': true,
  unreachable: true,
  slow: true,
  tls: true,
  'not-a-registry': true,
  'no-curl': true,
}

function isVerdict(word: string): word is RegistryVerdict {
  return Object.hasOwn(verdicts, word)
}
