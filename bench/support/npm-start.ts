import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { printed } from '../../e2e/support/printed.ts'

/** `npm start` as a person runs it, until it is stopped. */
export interface NpmStart {
  /** Milliseconds from the command to "Bindery is ready". */
  readyAfterMs: number
  /** Milliseconds from the command until the first page was answered whole. */
  firstPageAfterMs: number
  /** Resident memory of the console itself, without npm and its starter, in bytes. Linux only: null elsewhere. */
  residentBytes(): number | null
  /** Ends it as Ctrl C does; milliseconds until everything it started was gone. */
  stop(): Promise<number>
}

/** Runs npm start on a port and waits for its first page. Rejects when it is not ready within `withinMs`. */
export async function npmStart(port: number, dataFolder: string, withinMs: number): Promise<NpmStart> {
  const began = performance.now()
  const child = spawn('npm', ['start', '--', '--port', String(port), '--data-folder', dataFolder], {
    cwd: join(import.meta.dirname, '..', '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const closed = once(child, 'close')
  const pid = child.pid
  if (pid === undefined) throw new Error('npm could not be started.')
  const stop = async (): Promise<number> => {
    const asked = performance.now()
    process.kill(-pid, 'SIGINT')
    // The console holds the same pipe: it closes when the last of them is gone.
    await closed
    return performance.now() - asked
  }

  try {
    const url = await printed(child).until(/Bindery is ready on (\S+)/, withinMs)
    const readyAfterMs = performance.now() - began
    const page = await fetch(url)
    await page.arrayBuffer()
    if (!page.ok) throw new Error(`The first page answered ${page.status}.`)
    const firstPageAfterMs = performance.now() - began
    return { readyAfterMs, firstPageAfterMs, residentBytes: () => residentBytes(port), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function residentBytes(port: number): number | null {
  if (process.platform !== 'linux') return null
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0')
      if (!command.includes('lib/server/main.ts') || !command.includes(String(port))) continue
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${entry}/status`, 'utf8'))?.[1]
      if (kilobytes !== undefined) return Number(kilobytes) * 1024
    } catch {
      // it ended while we looked
    }
  }
  throw new Error('The console is not among the processes.')
}
