import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { ROOT } from './project.mjs'

/**
 * Every program that a command of the project starts, started here, so that none outlives it. Each has a process
 * group of its own: Ctrl C reaches us alone, and we pass it on once (npm and the terminal both deliver it).
 */
const running = new Set()
const ONE_KEYPRESS_MS = 1000
const PARENT_LOOK_MS = 250
/** The console takes at most 5 s to shut down; what is still there after this is killed. */
const PATIENCE_MS = 10_000

let stoppedBy = null
let lastSignalAt = 0

/**
 * @typedef {object} StartOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd] default: the project's folder
 * @property {import('node:child_process').StdioOptions} [stdio]
 * @property {boolean} [endsItself] on a signal its own exit code counts, not the signal
 */

/**
 * Starts a program; resolves with its exit code, or 128 and the number of the signal that ended it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {StartOptions} [options]
 */
export function start(
  command,
  args,
  { env = process.env, cwd = ROOT, stdio = 'inherit', endsItself = false } = {},
) {
  listen()
  const windows = process.platform === 'win32'
  const child = spawn(command, args, {
    env,
    cwd,
    stdio,
    detached: !windows,
    shell: windows && !command.endsWith('.exe'),
  })
  running.add(child)
  const done = new Promise((resolve, reject) => {
    child.once('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.once('close', (code, signal) => {
      running.delete(child)
      if (stoppedBy !== null && !endsItself) process.exit(codeOf(stoppedBy))
      resolve(code ?? codeOf(signal))
    })
  })
  return { child, done }
}

/**
 * Runs a program with our own terminal.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {StartOptions} [options]
 * @returns {Promise<number>}
 */
export function show(command, args, options = {}) {
  return start(command, args, { ...options, stdio: 'inherit' }).done
}

/**
 * Runs a program and keeps what it prints, for when it matters.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {StartOptions & { deadlineMs: number }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function capture(command, args, { deadlineMs, ...options }) {
  const { child, done } = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const pieces = []
  child.stdout.on('data', (piece) => pieces.push(piece))
  child.stderr.on('data', (piece) => pieces.push(piece))
  const timer = setTimeout(() => {
    pieces.push(Buffer.from(`\n(ended: it took longer than ${Math.round(deadlineMs / 1000)} s)\n`))
    kill(child, 'SIGKILL')
  }, deadlineMs)
  try {
    const code = await done
    return { code, output: Buffer.concat(pieces).toString('utf8') }
  } finally {
    clearTimeout(timer)
  }
}

function listen() {
  if (process.listeners('SIGTERM').includes(pass)) return
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  // npm puts a shell between itself and us and ends that one only: our parent changes, and no signal comes.
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    pass('SIGTERM')
  }, PARENT_LOOK_MS)
  watch.unref()
}

/** @param {NodeJS.Signals} signal */
function pass(signal) {
  const now = Date.now()
  if (now - lastSignalAt < ONE_KEYPRESS_MS) return
  lastSignalAt = now
  stoppedBy ??= signal
  if (running.size === 0) process.exit(codeOf(signal))
  for (const child of running) kill(child, signal)
  setTimeout(() => {
    for (const child of running) kill(child, 'SIGKILL')
  }, PATIENCE_MS).unref()
}

function kill(child, signal) {
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** @param {NodeJS.Signals | null} signal */
function codeOf(signal) {
  return 128 + (signal === null ? 0 : constants.signals[signal])
}
