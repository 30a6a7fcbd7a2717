import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { raw, sh } from '../../shell/sh.ts'

const prelude = readFileSync(join(import.meta.dirname, 'prelude.sh'), 'utf8')

/**
 * A whole script out of a step's body. It starts itself once more under `timeout`, so that it ends at its deadline
 * (exit code 124) whoever is still there to watch.
 */
export function composeScript(body: string, deadlineSeconds: number): string {
  return sh`if [ -z "\${BINDERY_LIMIT-}" ]; then
  export BINDERY_LIMIT=${deadlineSeconds}
  exec timeout --kill-after=20 "$BINDERY_LIMIT" bash "$0"
fi
${raw(prelude)}
${raw(body)}
`
}
