import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { createConsole, type TestConsole } from '../../e2e/support/console.ts'
import { giveServer } from '../../e2e/support/given-server.ts'
import type { TestServer } from '../../e2e/support/test-server.ts'
import { findChromium } from '../../scripts/setup/chromium.mjs'

/** What a person at a browser gets of a server's output, through real OpenSSH, the engine and xterm. */
export interface TerminalFigures {
  /** Plain `ssh … cat` of a file, from the connection to its end, in MB/s. */
  sshCat: number
  /** The same bytes as a run's log, watched in a page: from the first that arrives to the last painted, in MB/s. */
  watched: number
  /** Bytes of it that the terminal drew; the rest was skipped, and the page says so. */
  drawnShare: number
  /** A finished transcript of 24 MB opened from its first byte: drawn whole, in MB/s. */
  drawnWhole: number
  /** From a line's time stamp on the server to the frame that paints it, in ms, sorted. */
  latencies: number[]
}

const FILE = '/var/tmp/bindery-bench-lines'
const FILE_MB = 400
const WHOLE_MB = 24
const LINES = 100

/** Throws, with the reason, where no server or no browser can be had. */
export async function measureTerminal(): Promise<TerminalFigures> {
  const given = await giveServer()
  if ('missing' in given) throw new Error(given.missing)
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('there is no Chromium here')
  const console = await createConsole()
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  })
  try {
    await console.start()
    await console.setUp()
    const id = await console.addServer(given.server)
    const context = await browser.newContext({ baseURL: console.url, viewport: { width: 1440, height: 900 } })
    await console.signIn(context)
    const page = await context.newPage()
    await page.addInitScript(() => {
      const painted: [number, number][] = []
      Object.assign(window, { painted })
      addEventListener('bindery:painted', (event) => {
        const { offset } = (event as CustomEvent<{ offset: number }>).detail
        painted.push([offset, performance.timeOrigin + performance.now()])
      })
    })
    const ssh = sshTo(given.server)
    const bench = new Bench(console, page, id, ssh)
    await bench.run(
      'Makes the file',
      `yes 'a line of eighty characters, as logs have them: 0123456789 0123456789 0123456' | head -c ${FILE_MB}M > ${FILE}`,
    )
    const cat = await ssh(`cat ${FILE}`)
    const sshCat = cat.bytes / 1e3 / cat.tookMs
    const { watched, drawnShare } = await bench.watchFlood()
    const drawnWhole = await bench.openWhole()
    const latencies = await bench.timeLines()
    await bench.run('Removes the file', `rm -f ${FILE}`)
    return { sshCat, watched, drawnShare, drawnWhole, latencies }
  } finally {
    await browser.close()
    await console.dispose()
    await given.release()
  }
}

class Bench {
  readonly #console: TestConsole
  readonly #page: Page
  readonly #server: string
  readonly #ssh: Ssh

  constructor(console: TestConsole, page: Page, server: string, ssh: Ssh) {
    this.#console = console
    this.#page = page
    this.#server = server
    this.#ssh = ssh
  }

  async #start(title: string, script: string): Promise<string> {
    const answer = await this.#console.api.post(`/api/servers/${this.#server}/runs/start`, { title, script })
    return (answer as { id: string }).id
  }

  async #row(run: string): Promise<{ endedAt: number | null; bytes: number }> {
    const answer = await this.#console.api.get(`/api/runs/${run}`)
    return (answer as { run: { endedAt: number | null; bytes: number } }).run
  }

  async #ended(run: string): Promise<number> {
    for (;;) {
      const { endedAt, bytes } = await this.#row(run)
      if (endedAt !== null) return bytes
      await pause(20)
    }
  }

  async run(title: string, script: string): Promise<string> {
    const run = await this.#start(title, script)
    await this.#ended(run)
    return run
  }

  #open(run: string) {
    return this.#page.goto(`/s/${this.#server}/runs/${run}`)
  }

  /** Resolves with the time at which everything up to `bytes` was on the screen. */
  async #painted(bytes: number): Promise<number> {
    const handle = await this.#page.waitForFunction(
      (wanted) =>
        (window as unknown as { painted: [number, number][] }).painted.find(
          ([offset]) => offset >= wanted,
        )?.[1],
      bytes,
      { timeout: 120_000, polling: 20 },
    )
    return (await handle.jsonValue()) ?? Number.NaN
  }

  /**
   * A log of FILE_MB lies on the server, written while the console was away. It comes back, and a page that was open
   * all the time shows the end of it: from the first byte that arrives to the last that is painted.
   */
  async watchFlood(): Promise<{ watched: number; drawnShare: number }> {
    const go = '/var/tmp/bindery-bench-go'
    const script = `rm -f ${go}*; until [ -e ${go} ]; do sleep 0.05; done; cat ${FILE}; touch ${go}.done`
    const run = await this.#start('Flood', script)
    await this.#open(run)
    await this.#page.locator('[data-phase=streaming]').waitFor()
    await this.#console.stop()
    await this.#ssh(`touch ${go}; until [ -e ${go}.done ]; do sleep 0.05; done`)

    let drawn = 0
    const cdp = await this.#page.context().newCDPSession(this.#page)
    await cdp.send('Network.enable')
    cdp.on('Network.webSocketFrameReceived', ({ response }) => {
      // Binary frames come as base64: four characters for three bytes.
      if (response.opcode === 2) drawn += response.payloadData.length * 0.75
    })
    await this.#console.start()
    let first = { at: 0, bytes: 0 }
    while (first.bytes === 0) first = { bytes: (await this.#row(run)).bytes, at: Date.now() }
    const bytes = await this.#ended(run)
    const end = await this.#painted(bytes)
    await cdp.detach()
    return { watched: (bytes - first.bytes) / 1e3 / (end - first.at), drawnShare: Math.min(1, drawn / bytes) }
  }

  async openWhole(): Promise<number> {
    const run = await this.run('A long transcript', `head -c ${WHOLE_MB}M ${FILE}`)
    const bytes = await this.#ended(run)
    await this.#open(run)
    const end = await this.#painted(bytes)
    const first = await this.#page.evaluate(
      () => (window as unknown as { painted: [number, number][] }).painted[0]?.[1] ?? 0,
    )
    return bytes / 1e3 / Math.max(1, end - first)
  }

  async timeLines(): Promise<number[]> {
    const run = await this.#start(
      'Stamped lines',
      `sleep 2; for i in $(seq 1 ${LINES}); do date +%s%6N; sleep 0.05; done`,
    )
    await this.#open(run)
    const bytes = await this.#ended(run)
    await this.#painted(bytes)
    const painted = await this.#page.evaluate(
      () => (window as unknown as { painted: [number, number][] }).painted,
    )
    const text = await (await this.#page.request.get(`/api/runs/${run}/transcript`)).text()
    let offset = 0
    const latencies = text
      .trimEnd()
      .split('\n')
      .map((line) => {
        offset += line.length + 1
        const at = painted.find(([shown]) => shown >= offset)?.[1] ?? Number.NaN
        return at - Number(line) / 1_000
      })
    return latencies.sort((a, b) => a - b)
  }
}

type Ssh = (script: string) => Promise<{ bytes: number; tookMs: number }>

/** The system's own ssh. Throws where the server came without a key. */
function sshTo(server: TestServer): Ssh {
  if (server.privateKeyPath === undefined) throw new Error(`${server.name} came without a key for ssh`)
  const options = [
    'IdentitiesOnly=yes',
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'LogLevel=ERROR',
  ]
  const args = [
    '-i',
    server.privateKeyPath,
    '-p',
    String(server.port),
    ...options.flatMap((option) => ['-o', option]),
  ]
  return (script) =>
    new Promise((resolve, reject) => {
      const began = performance.now()
      let bytes = 0
      const child = spawn('ssh', [...args, `${server.user}@${server.host}`, script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      child.stdout.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      child.once('error', reject)
      child.once('close', (code) => {
        if (code === 0) resolve({ bytes, tookMs: performance.now() - began })
        else reject(new Error(`ssh ended with ${code}`))
      })
    })
}
