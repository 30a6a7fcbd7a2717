import type { Machine } from '../machine/machine.ts'
import { takeOptions } from '../shell/builtins.ts'
import type { Process, Program } from '../shell/program.ts'
import { playedBytes } from './played-bytes.ts'

const BLOCK = 4_096

/** How much folders hold, and the priority at which that is asked. */
export const diskUsePrograms: Readonly<Record<string, (machine: Machine) => Program>> = {
  du: (machine) => (process) => du(machine, process),
  ionice: () => (process) => {
    const args = [...process.args]
    takeOptions(args, 'cn')
    return process.spawn(args)
  },
}

async function du(machine: Machine, process: Process): Promise<number> {
  const args = [...process.args]
  const options = takeOptions(args, 'B')
  const unit = options.get('B') === '1' ? 1 : 1_024
  let code = 0
  for (const folder of args) {
    const played = playedBytes(machine, folder)
    if (played !== null) {
      process.out(`${Math.ceil(played / unit)}\t${folder}\n`)
      continue
    }
    if (!(await machine.fs.exists(folder))) {
      process.err(`du: cannot access '${folder}': No such file or directory\n`)
      code = 1
      continue
    }
    let bytes = 0
    for (const path of machine.fs.getAllPaths())
      if (path === folder || path.startsWith(`${folder}/`)) bytes += await onDisk(machine, path)
    process.out(`${Math.ceil(bytes / unit)}\t${folder}\n`)
  }
  return code
}

/** Whole blocks, as a disk gives them away. */
async function onDisk(machine: Machine, path: string): Promise<number> {
  const { isDirectory, size } = await machine.fs.stat(path)
  return isDirectory ? BLOCK : Math.ceil(size / BLOCK) * BLOCK
}
