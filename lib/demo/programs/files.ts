import { MACHINE } from '../machine/files.ts'
import type { Machine } from '../machine/machine.ts'
import { takeOptions } from '../shell/builtins.ts'
import { sourceOf } from '../shell/pipe.ts'
import type { Process, Program } from '../shell/program.ts'
import { freeBytes } from './played-bytes.ts'

const absolute = ({ cwd }: Process, path: string): string =>
  path.startsWith('/') ? path : `${cwd === '/' ? '' : cwd}/${path}`

/** Programs about files that just-bash lacks, or has without streaming. */
export const filePrograms: Readonly<Record<string, (machine: Machine) => Program>> = {
  cat: (machine) => (process) => cat(machine, process),
  tee: (machine) => (process) => tee(machine, process),
  head: (machine) => (process) => head(machine, process),
  mktemp: (machine) => async (process) => {
    const directory = process.args.some((arg) => /^-[a-z]*d/.test(arg))
    const given = process.args.find((arg) => arg.includes('XXX'))
    const name = (given ?? '/tmp/tmp.XXXXXXXXXX').replace(/X{3,}/, () =>
      Math.random().toString(36).slice(2, 12).padEnd(10, 'x'),
    )
    if (directory) await machine.fs.mkdir(absolute(process, name), { recursive: true })
    else {
      await machine.putFile(absolute(process, name), '')
      await machine.fs.chmod(absolute(process, name), 0o600)
    }
    process.out(`${name}\n`)
    return 0
  },
  install: (machine) => (process) => install(machine, process),
  chown: () => () => 0,
  chgrp: () => () => 0,
  sync: () => () => 0,
  realpath: (machine) => async (process) => {
    for (const path of process.args.filter((arg) => !arg.startsWith('-')))
      process.out(
        `${await machine.fs.realpath(absolute(process, path)).catch(() => machine.fs.resolvePath('/', absolute(process, path)))}\n`,
      )
    return 0
  },
  stat: (machine) => (process) => stat(machine, process),
  df: (machine) => (process) => df(machine, process),
  cmp: (machine) => async (process) => {
    const [one, other] = await Promise.all(
      process.args
        .filter((arg) => !arg.startsWith('-'))
        .map((file) => machine.readFile(absolute(process, file))),
    )
    return one == null || other == null ? 2 : one === other ? 0 : 1
  },
  find: (machine) => (process) => find(machine, process),
  findmnt: () => (process) => {
    process.out('/\n')
    return 0
  },
  gzip: () => async (process) => {
    const { gzipSync, gunzipSync } = await import('node:zlib')
    const bytes: Buffer[] = []
    for (let chunk = await process.stdin.take(); chunk; chunk = await process.stdin.take()) bytes.push(chunk)
    const all = Buffer.concat(bytes)
    process.stdout.write(process.args.includes('-d') ? gunzipSync(all) : gzipSync(all))
    return 0
  },
  base64: () => async (process) => {
    const bytes: Buffer[] = []
    for (let chunk = await process.stdin.take(); chunk; chunk = await process.stdin.take()) bytes.push(chunk)
    const all = Buffer.concat(bytes)
    if (process.args.some((arg) => arg === '-d' || arg === '--decode')) {
      process.stdout.write(Buffer.from(all.toString('latin1'), 'base64'))
      return 0
    }
    const text = all.toString('base64')
    const wrap = process.args.some((arg) => /^-w/.test(arg))
    process.out(wrap ? text : (text.match(/.{1,76}/g) ?? []).map((line) => `${line}\n`).join(''))
    return 0
  },
}

async function cat(machine: Machine, process: Process): Promise<number> {
  const files = process.args.filter((arg) => arg === '-' || !arg.startsWith('-'))
  let code = 0
  for (const file of files.length > 0 ? files : ['-']) {
    if (file === '-' || file === '/dev/stdin') {
      for (let chunk = await process.stdin.take(); chunk; chunk = await process.stdin.take())
        process.stdout.write(chunk)
      continue
    }
    const text = await machine.readFile(absolute(process, file))
    if (text === null) {
      process.err(`cat: ${file}: No such file or directory\n`)
      code = 1
    } else process.out(text)
  }
  return code
}

async function tee(machine: Machine, process: Process): Promise<number> {
  const append = process.args.includes('-a')
  const files = process.args.filter((arg) => !arg.startsWith('-')).map((file) => absolute(process, file))
  for (const file of files) await machine.writeFile(file, Buffer.alloc(0), append)
  for (let chunk = await process.stdin.take(); chunk; chunk = await process.stdin.take()) {
    process.stdout.write(chunk)
    for (const file of files) if (file !== '/dev/null') await machine.writeFile(file, chunk, true)
  }
  return 0
}

/** Takes no more bytes than it gives, as far as bytes are counted. */
async function head(machine: Machine, process: Process): Promise<number> {
  const args = [...process.args]
  const numbered = args.findIndex((arg) => /^-\d+$/.test(arg))
  const lines = numbered >= 0 ? args.splice(numbered, 1)[0]?.slice(1) : undefined
  const options = takeOptions(args, 'nc')
  const [file] = args
  const source =
    file === undefined || file === '-'
      ? process.stdin
      : sourceOf((await machine.readFile(absolute(process, file))) ?? '')
  if (options.has('c')) {
    for (let left = Number(options.get('c')); left > 0; ) {
      const chunk = await source.take(left)
      if (!chunk) break
      left -= chunk.length
      process.stdout.write(chunk)
    }
    return 0
  }
  const wanted = Number(options.get('n') ?? lines ?? 10)
  const chunks: Buffer[] = []
  for (let chunk = await source.take(); chunk; chunk = await source.take()) {
    chunks.push(chunk)
    if (wanted > 0 && Buffer.concat(chunks).toString('utf8').split('\n').length > wanted) break
  }
  const all = Buffer.concat(chunks).toString('utf8')
  const parts = all.split('\n')
  const kept = wanted < 0 ? parts.slice(0, parts.length - 1 + wanted) : parts.slice(0, wanted)
  const ends = wanted < 0 || parts.length > wanted
  process.out(kept.join('\n') + (ends && kept.length > 0 ? '\n' : ''))
  return 0
}

async function install(machine: Machine, process: Process): Promise<number> {
  const args = [...process.args]
  const options = takeOptions(args, 'mog')
  const mode = Number.parseInt(options.get('m') ?? '755', 8)
  if (options.has('d')) {
    for (const folder of args) await machine.fs.mkdir(absolute(process, folder), { recursive: true })
    machine.changed()
    return 0
  }
  const [from = '', to = ''] = args
  const chunks: Buffer[] = []
  if (from === '/dev/stdin')
    for (let chunk = await process.stdin.take(); chunk; chunk = await process.stdin.take()) chunks.push(chunk)
  const text =
    from === '/dev/stdin'
      ? Buffer.concat(chunks).toString('utf8')
      : from === '/dev/null'
        ? ''
        : await machine.readFile(absolute(process, from))
  if (text === null) {
    process.err(`install: cannot stat '${from}': No such file or directory\n`)
    return 1
  }
  await machine.putFile(absolute(process, to), text)
  await machine.fs.chmod(absolute(process, to), mode)
  return 0
}

async function stat(machine: Machine, process: Process): Promise<number> {
  const args = [...process.args]
  const long = args.findIndex((arg) => arg.startsWith('--format='))
  const format = long >= 0 ? args.splice(long, 1)[0]?.slice('--format='.length) : undefined
  const options = takeOptions(args, 'c')
  let code = 0
  for (const file of args) {
    const path = absolute(process, file)
    const found = await machine.fs.stat(path).catch(() => null)
    if (!found) {
      process.err(`stat: cannot statx '${file}': No such file or directory\n`)
      code = 1
      continue
    }
    const at = Math.floor(found.mtime.getTime() / 1000)
    const fields: Record<string, string> = {
      s: String(found.size),
      a: (found.mode & 0o7777).toString(8),
      U: path.startsWith('/home/ubuntu') ? 'ubuntu' : 'root',
      G: path.startsWith('/home/ubuntu') ? 'ubuntu' : 'root',
      u: '0',
      g: '0',
      Y: String(at),
      y: found.mtime.toISOString(),
      n: file,
      i: String(path.length * 7919),
      F: found.isDirectory ? 'directory' : found.size === 0 ? 'regular empty file' : 'regular file',
    }
    process.out(
      `${(options.get('c') ?? format ?? '%n').replace(/%([a-zA-Z])/g, (_, letter: string) => fields[letter] ?? '')}\n`,
    )
  }
  return code
}

async function df(machine: Machine, { args, out, err, cwd }: Process): Promise<number> {
  const flags = args.filter((arg) => arg.startsWith('-') && arg !== '--').join('')
  const paths = args.filter((arg) => !arg.startsWith('-'))
  for (const path of paths)
    if (!(await machine.fs.exists(path.startsWith('/') ? path : `${cwd}/${path}`))) {
      err(`df: ${path}: No such file or directory\n`)
      return 1
    }
  const { total } = MACHINE.disk
  const free = freeBytes(machine)
  const unit = /B1\b|B1-|B1$/.test(flags) ? 1 : /m/.test(flags) ? 1024 ** 2 : 1024
  const size = (bytes: number): string =>
    /h/.test(flags) ? `${Math.round(bytes / 1024 ** 3)}G` : String(Math.round(bytes / unit))
  const percent = `${Math.round(((total - free) / total) * 100)}%`
  const times = Math.max(1, paths.length)
  if (/--output=avail/.test(flags)) {
    out(`Avail\n${`${size(free)}\n`.repeat(times)}`)
    return 0
  }
  if (/i/.test(flags)) {
    out(
      `Filesystem      Inodes  IUsed   IFree IUse% Mounted on\n${'/dev/vda1      6400000 110000 6290000    2% /\n'.repeat(times)}`,
    )
    return 0
  }
  const typed = /T/.test(flags)
  out(
    `Filesystem ${typed ? 'Type ' : ''}${unit === 1 ? '1-blocks' : '1024-blocks'} Used Available Capacity Mounted on\n`,
  )
  out(
    `/dev/vda1 ${typed ? 'ext4 ' : ''}${size(total)} ${size(total - free)} ${size(free)} ${percent} /\n`.repeat(
      times,
    ),
  )
  return 0
}

/** Just names and types: `find FOLDER… [-maxdepth N] [-type T] [-name PATTERN]`. */
async function find(machine: Machine, { args, out }: Process): Promise<number> {
  const split = args.findIndex((arg) => arg.startsWith('-'))
  const folders = split < 0 ? args : args.slice(0, split)
  const value = (flag: string): string | undefined =>
    args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined
  const depth = Number(value('-maxdepth') ?? 99)
  const name = value('-name')
  const pattern =
    name === undefined
      ? null
      : new RegExp(
          `^${name
            .replace(/[.+^${}()|[\]\\]/g, '\\$&')
            .replaceAll('*', '.*')
            .replaceAll('?', '.')}$`,
        )
  for (const folder of folders)
    for (const path of machine.fs.getAllPaths()) {
      if (path !== folder && !path.startsWith(`${folder}/`)) continue
      if (path.slice(folder.length).split('/').length - 1 > depth) continue
      if (pattern && !pattern.test(path.slice(path.lastIndexOf('/') + 1))) continue
      const type = value('-type')
      if (type !== undefined) {
        const { isDirectory } = await machine.fs.stat(path)
        if ((type === 'd') !== isDirectory) continue
      }
      out(`${path}\n`)
    }
  return 0
}
