import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, copyFileSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from './free-port.ts'
import { type LoopbackOptions, loopbackPassword, makeKey, writeMachineFiles } from './machine-files.ts'

/**
 * A real OpenSSH server with real sudo on 127.0.0.1, in namespaces of its own: its users, its /etc, /home and
 * /var/lib/bindery are not the machine's. No systemd in there.
 *
 * Users, all with `password` and `privateKey`: `ubuntu` (sudo with password), `free` (sudo without),
 * `nobody-else` (no sudo). root signs in with the key alone.
 */
export interface LoopbackServer {
  host: string
  port: number
  user: 'ubuntu'
  password: string
  privateKey: string
  privateKeyPath: string
  /** Of its ed25519 key, or of the only one it has: "SHA256:…". */
  hostKeySha256: string
  /** Its root folder as this machine sees it: `${root}/var/lib/bindery` can be read and written from a test. */
  root: string
  /** Runs a bash script as its root, not over SSH, and gives what it printed; a non-zero exit rejects. */
  exec(script: string): Promise<string>
  /** What sshd logged so far. */
  log(): string
  /** Kills everything that runs in there and removes its files. */
  stop(): Promise<void>
}

/** Starts one in about half a second; several can run at once. Ask `loopbackUnavailable()` first. */
export async function startLoopbackServer(options: LoopbackOptions = {}): Promise<LoopbackServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(options)
    } catch (error) {
      // Between finding the port and sshd's bind somebody else may have taken it.
      if (attempt === 3 || !String(error).includes('Address already in use')) throw error
    }
  }
}

async function start(options: LoopbackOptions): Promise<LoopbackServer> {
  const folder = mkdtempSync(join(tmpdir(), 'loopback-server-'))
  const port = await freePort()
  writeMachineFiles(folder, port, options)
  const privateKeyPath = join(folder, 'id_ed25519')
  makeKey('ed25519', privateKeyPath)
  copyFileSync(`${privateKeyPath}.pub`, join(folder, 'authorized_keys'))

  const logPath = join(folder, 'sshd.log')
  const log = () => readFileSync(logPath, 'utf8')
  const machine = boot(folder, logPath)
  const stop = async () => {
    machine.stdin?.end()
    if (machine.exitCode === null && machine.signalCode === null) await once(machine, 'exit')
    await rm(folder, { recursive: true, force: true })
  }

  try {
    const pid = await firstLine(machine)
    await untilItSpeaks(port, machine)
    const enter = ['--target', pid, '--mount', '--pid', '--uts', '--ipc', '--root', '--wd=/', '--']
    return {
      host: '127.0.0.1',
      port,
      user: 'ubuntu',
      password: loopbackPassword,
      privateKey: readFileSync(privateKeyPath, 'utf8'),
      privateKeyPath,
      hostKeySha256: await fingerprint(folder, options.hostKeys ?? ['ed25519']),
      root: `/proc/${pid}/root`,
      exec: async (script) => {
        const run = promisify(execFile)('nsenter', [...enter, 'bash', '-c', script], {
          env: serverEnv,
          timeout: 30_000,
        })
        run.child.stdin?.end()
        return (await run).stdout
      },
      log,
      stop,
    }
  } catch (error) {
    const said = log()
    await stop()
    throw new Error(`The loopback server did not start: ${String(error)}\n${said}`, { cause: error })
  }
}

/** Nothing of our own environment goes in. Next's types demand a NODE_ENV in every environment. */
const serverEnv = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  NODE_ENV: 'test',
} as const

function boot(folder: string, logPath: string): ChildProcess {
  const script = fileURLToPath(new URL('machine.sh', import.meta.url))
  const log = openSync(logPath, 'a')
  const namespaces = ['--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child']
  const machine = spawn('unshare', [...namespaces, '/bin/bash', script, folder], {
    stdio: ['pipe', 'pipe', log],
    env: serverEnv,
  })
  closeSync(log)
  return machine
}

async function firstLine(machine: ChildProcess): Promise<string> {
  if (!machine.stdout) throw new Error('The machine has no output.')
  for await (const line of createInterface({ input: machine.stdout })) return line
  throw new Error('The machine ended before it began.')
}

/** Resolves when something greets on the port, which is when sshd accepts sign-ins. */
async function untilItSpeaks(port: number, machine: ChildProcess): Promise<void> {
  const deadline = Date.now() + 10_000
  while (Date.now() < deadline) {
    if (machine.exitCode !== null) throw new Error(`Its first process ended with ${machine.exitCode}.`)
    if (await speaks(port)) return
    await pause(15)
  }
  throw new Error('Nothing answered on its port within 10 s.')
}

function speaks(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket
      .once('data', () => end(true))
      .once('error', () => end(false))
      .once('close', () => end(false))
  })
}

async function fingerprint(folder: string, types: string[]): Promise<string> {
  const type = types.includes('ed25519') ? 'ed25519' : (types[0] ?? 'ed25519')
  const file = join(folder, `etc/ssh/ssh_host_${type}_key.pub`)
  const { stdout } = await promisify(execFile)('ssh-keygen', ['-lf', file])
  return stdout.split(' ')[1] ?? ''
}
