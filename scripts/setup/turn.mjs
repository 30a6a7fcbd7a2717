import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SetupProblem, say } from './entry.mjs'

const HEARTBEAT_MS = 5000
const DEAD_AFTER_MS = 60_000
const LOOK_AGAIN_MS = 200
const SETTLE_MS = 100

/**
 * Does `work` while no other start does its own, in whatever process. The turn is a file with our process id whose time
 * is renewed: one of a process that is gone, or that stopped renewing it (its id may be another's by now), is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {{ deadlineMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function inTurn(file, work, { deadlineMs = 20 * 60_000 } = {}) {
  await take(file, Date.now() + deadlineMs)
  const heartbeat = setInterval(() => renew(file), HEARTBEAT_MS)
  const letGo = () => rmSync(file, { force: true })
  process.once('exit', letGo)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    process.removeListener('exit', letGo)
    letGo()
  }
}

async function take(file, deadline) {
  const mine = `${process.pid} ${process.hrtime.bigint()}`
  mkdirSync(dirname(file), { recursive: true })
  for (let waiting = false; ; await sleep(LOOK_AGAIN_MS)) {
    const holder = holderOf(file)
    if (holder === null || holder.dead) {
      if (holder?.dead) rmSync(file, { force: true })
      if (!create(file, mine)) continue
      // Another process may have judged the same dead turn and removed ours in the same instant: only what still
      // stands after a moment is ours.
      await sleep(SETTLE_MS)
      if (holderOf(file)?.text === mine) return
      continue
    }
    if (!waiting) say(`Another start (process ${holder.pid}) is setting up; waiting for it …`)
    waiting = true
    if (Date.now() > deadline)
      throw new SetupProblem(
        `Process ${holder.pid} has been setting up for a very long time.`,
        `End it, or remove ${file} if it has nothing to do with Bindery, and start again.`,
      )
  }
}

function renew(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch (error) {
    // Someone removed the file by hand: the work goes on, only without protection.
    if (error.code !== 'ENOENT') throw error
  }
}

function create(file, text) {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function holderOf(file) {
  try {
    const text = readFileSync(file, 'utf8')
    const pid = Number.parseInt(text, 10)
    const silentFor = Date.now() - statSync(file).mtimeMs
    return { text, pid, dead: silentFor > DEAD_AFTER_MS || (Number.isInteger(pid) && !isAlive(pid)) }
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
