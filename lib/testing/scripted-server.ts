import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeScript } from '../server/steps/script/compose-script.ts'

/** A real bash in which `microk8s` and whatever else is named is a script of the test's. */
export interface ScriptedServer {
  /** A folder of its own, away from that of the machine. */
  folder: string
  /** Runs a step's script to its end; paths of the machine in `moved` become ones inside the folder. */
  run(body: string, moved?: readonly string[]): { code: number | null; lines: string[] }
  /** The commands that were called so far, each with its arguments joined by a space. */
  calls(): string[]
  remove(): void
}

/** `commands`: bash by the name of the command; `$*` are its arguments, `$folder` the server's folder. */
export function scriptedServer(commands: { microk8s: string } & Record<string, string>): ScriptedServer {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-scripted-'))
  const bin = join(folder, 'bin')
  const calls = join(folder, 'calls')
  mkdirSync(bin)
  for (const [name, body] of Object.entries(commands)) {
    const path = join(bin, name)
    writeFileSync(
      path,
      `#!/bin/bash\nfolder='${folder}'\nprintf '%s\\n' "${name} $*" >>'${calls}'\n${body}\n`,
    )
    chmodSync(path, 0o755)
  }
  return {
    folder,
    run(body, moved = []) {
      const script = join(folder, 'script')
      let text = composeScript(body, 60).replaceAll('/snap/bin/microk8s', join(bin, 'microk8s'))
      for (const path of moved) text = text.replaceAll(path, `${folder}${path}`)
      writeFileSync(script, text)
      const { status, stdout, stderr } = spawnSync('bash', ['-c', `exec bash '${script}' 2>&1`], {
        env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, HOME: folder, LC_ALL: 'C.UTF-8' },
        encoding: 'utf8',
      })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
      const plain = (stdout + stderr).replaceAll(/\u001b\[\d*m/g, '')
      return { code: status, lines: plain.split('\n').filter((line) => line !== '') }
    },
    calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').split('\n').slice(0, -1) : []),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
