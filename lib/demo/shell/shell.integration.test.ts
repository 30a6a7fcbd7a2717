import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createClock } from '../machine/clock.ts'
import { Machine } from '../machine/machine.ts'
import { newMachineState } from '../machine/machine-state.ts'
import { Collector, sourceOf } from './pipe.ts'

/** What a script prints and how it ends, on the practice machine. */
async function played(script: string): Promise<{ out: string; code: number }> {
  const clock = createClock(1000)
  const machine = new Machine({
    state: newMachineState(false),
    files: {},
    objects: null,
    clock,
    password: 'x',
    changed: () => {},
  })
  const output = new Collector()
  const shell = machine.shell({
    user: 'root',
    descriptors: new Map([
      [0, { source: sourceOf('') }],
      [1, { sink: output }],
      [2, { sink: output }],
    ]),
    signal: new AbortController().signal,
  })
  const code = await shell.run(script)
  clock.stop()
  return { out: output.text(), code }
}

async function real(script: string): Promise<{ out: string; code: number }> {
  const file = join(mkdtempSync(join(tmpdir(), 'bindery-shell-')), 'script')
  writeFileSync(file, `exec 2>&1; ${script}`)
  const run = promisify(execFile)('bash', [file])
  run.child.stdin?.end()
  return run.then(
    ({ stdout }) => ({ out: stdout, code: 0 }),
    ({ stdout, code }: { stdout: string; code: number }) => ({ out: stdout, code }),
  )
}

describe('the practice shell says what bash says', () => {
  it.each([
    [
      'expansions',
      `a='x y'; printf '[%s]' $a "$a" \${a%% *} "\${a#* }" \${#a} "\${b-unset}" "\${a//y/z}" "\${a^^}" \${a:2:1}`,
    ],
    [
      'arrays',
      `l=(1 "2 3"); l+=(4); printf '<%s>' "\${l[@]}" "\${#l[@]}" "\${l[1]}" "\${l[@]:1}"; declare -A m=([a]=1); k=b; m[$k]=2; echo "\${m[b]} \${m[a]-none} \${m[c]-none}"`,
    ],
    [
      'functions and locals',
      `f() { local v=$1 w=(a b); v+=x; echo "$v \${w[*]}"; return 3; }; v=out; f in; echo "$? $v"`,
    ],
    ['an error ends the script', `set -e; f() { false; echo not here; }; echo begun; f; echo nor here`],
    [
      'a failure that is an answer does not',
      `set -e; if false; then :; fi; false || echo mended; ! true; ! false; x=$(false; echo y); echo "$x on"`,
    ],
    ['unset variables', `set -u; echo "\${x-}"; echo "$nothing"; echo no`],
    [
      'pipes and loops',
      `printf '%s\\n' b a c | sort | while read -r l; do [ "$l" = b ] && continue; printf '%s,' "$l"; done; echo "\${PIPESTATUS[0]}"`,
    ],
    [
      'process substitution',
      `while IFS=: read -r a b; do echo "$b $a"; done < <(printf 'x:1\\ny:2\\n'); exec {fd}< <(echo later); cat <&"$fd"`,
    ],
    [
      'jobs',
      `{ sleep 0.02; exit 7; } & p=$!; kill -0 "$p" && echo alive; wait "$p"; echo $?; kill -0 "$p" 2>/dev/null || echo gone`,
    ],
    ['here documents', `x=1; cat <<A; cat <<'B'\n$x $((x + 1))\nA\n$x\nB`],
    [
      'case and patterns',
      `for w in abc a.b '' "it's"; do case $w in *[!a-z]*) echo other;; '') echo empty;; a*) echo "a $w";; esac; done`,
    ],
    [
      'conditions',
      `[[ abc == a* && 10 -gt 9 ]] && echo yes; [[ 'v1.32' =~ ^v([0-9]+)\\.([0-9]+)$ ]] && echo "\${BASH_REMATCH[2]}"; ((3 - 2 >= 1)) && echo sums`,
    ],
    ['traps', `f() { trap 'echo bye' EXIT; echo hi; exit 4; }; (f); echo $?; trap 'echo last' EXIT; false`],
    ['time limits', `timeout 0.1 sleep 20; echo $?; timeout 5 bash -c 'exit 3'; echo $?`],
    [
      'redirections',
      `{ echo out; echo err >&2; } 2>/dev/null; echo a >/tmp/demo-shell-x; echo b >>/tmp/demo-shell-x; cat /tmp/demo-shell-x; rm /tmp/demo-shell-x`,
    ],
    [
      'counting loops',
      `n=3; for ((i = n / 2 * 2; i < n * 2; i++)); do printf '%s ' "$i"; done; ((n - 3 == 0)) && echo even`,
    ],
    ['words in a loop that look like assignments', `for l in a=1 b/c=2; do echo "$l"; done`],
  ])('%s', async (_name, script) => {
    const plain = (text: string) => text.replace(/^\S+: line \d+: |^bash: /gm, '')
    const [one, other] = [await played(script), await real(script)]
    expect({ ...one, out: plain(one.out) }).toEqual({ ...other, out: plain(other.out) })
  })
})

it('lets output come while a script runs', async () => {
  const { out } = await played('echo first; sleep 1; echo second')
  expect(out).toBe('first\nsecond\n')
})
