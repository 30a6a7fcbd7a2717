import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { createConsole, type TestConsole } from '../e2e/support/console.ts'
import { giveServer } from '../e2e/support/given-server.ts'
import { rootShell } from '../e2e/support/pods.ts'
import { withBinderHub } from '../e2e/support/with-binderhub.ts'
import { type Figure, printFigure } from './support/figure.ts'
import { openChromium, scrollOn, tabHeap } from './support/open-chromium.ts'
import { residentBytes } from './support/process-use.ts'
import { shareOf } from './support/share-of.ts'

/**
 * What pods print, from a container to the pixels of a real browser: the way of one line, a page with 100,000 of them,
 * and a flood of 50 MB/s, which the practice server prints for as long as somebody reads.
 */
const print = (figure: Omit<Figure, 'file'>) => printFigure({ ...figure, file: 'bench/logs.ts' })

async function measure(): Promise<void> {
  const given = await giveServer('fast-practice')
  if ('missing' in given) throw new Error(given.missing)
  const browser = await openChromium()
  const console = await createConsole()
  try {
    await console.start()
    await console.setUp()
    const id = await withBinderHub(console, given.server)
    const context = await browser.newContext({ baseURL: console.url, viewport: { width: 1440, height: 900 } })
    await console.signIn(context)
    const page = await context.newPage()
    await latency(page, console, id)
    await manyLines(page, console, id)
    await flood(page, console, id)
  } finally {
    await browser.close()
    await console.dispose()
    await given.release()
  }
}

/**
 * The container says when it prints; the page notes when that was painted. One machine, one clock: that of the kernel,
 * to 10 ms, since the busybox of an image knows no other finer than a second.
 */
async function latency(page: Page, console: TestConsole, id: string): Promise<void> {
  const root = rootShell(console, id)
  await root.makePod('bench-clock', {
    main: 'while true; do read up rest </proc/uptime; echo "at $up"; sleep 0.2; done',
  })
  const bootedAt = Date.now() - 1_000 * Number(readFileSync('/proc/uptime', 'utf8').split(' ', 1)[0])
  await page.addInitScript((bootedAt) => {
    const seen: number[] = []
    Object.assign(window, { seen })
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) {
          const [, up] = /at (\d+\.\d\d)$/.exec(node.textContent ?? '') ?? []
          if (up) setTimeout(() => seen.push(Date.now() - bootedAt - 1_000 * Number(up)))
        }
    }).observe(document, { subtree: true, childList: true })
  }, bootedAt)
  await page.goto(`/s/${id}/logs?of=Pod/default/bench-clock`)
  await page
    .getByRole('log')
    .getByText(/at \d+\.\d\d/)
    .first()
    .waitFor({ timeout: 60_000 })
  await page.evaluate(() => void (window as unknown as { seen: number[] }).seen.splice(0))
  await pause(20_000)
  const values = await page.evaluate(() => (window as unknown as { seen: number[] }).seen)
  print({
    name: 'Line printed to pixels, median',
    value: shareOf(values, 0.5),
    unit: 'ms',
    goal: 100,
    better: 'lower',
  })
  print({
    name: 'Line printed to pixels, 95th percentile',
    value: shareOf(values, 0.95),
    unit: 'ms',
    goal: 300,
    better: 'lower',
  })
  await root.removePod('bench-clock')
}

/** 100,000 lines are read and scrolled through; no frame may take long. */
async function manyLines(page: Page, console: TestConsole, id: string): Promise<void> {
  const root = rootShell(console, id)
  const line = '[I 2026-11-27 09:40:12.123 ServerApp] 200 GET /api/contents/notebooks/03_jacobian.ipynb'
  // The practice server floods as it is read; of a flood a page keeps as much as it keeps of anything.
  await floodPod(console, id, line)
  await page.goto(`/s/${id}/logs?of=Pod/default/bench-flood`)
  await page.getByRole('log').getByText('ServerApp').first().waitFor({ timeout: 60_000 })
  await page.getByLabel('Since when').selectOption('0')
  await page.waitForFunction(
    () => (document.querySelector('[role=log] .rows')?.clientHeight ?? 0) > 1_500_000,
    null,
    {
      timeout: 120_000,
    },
  )
  await root.removePod('bench-flood')
  await pause(3_000)
  const frames = await scrollOn(page, '[role=log]', { frames: 300, pixels: 500 })
  print({
    name: 'Frame while scrolling through 100,000 lines, 99th percentile',
    value: shareOf(frames, 0.99),
    unit: 'ms',
    goal: 50,
    better: 'lower',
  })
  print({
    name: 'Tab with 100,000 lines',
    value: await tabHeap(page),
    unit: 'MB',
    goal: 150,
    better: 'lower',
  })
}

/** 50 MB/s for half a minute: what grows, and whether the page still answers. */
async function flood(page: Page, console: TestConsole, id: string): Promise<void> {
  await floodPod(
    console,
    id,
    'the same line without end, as long as lines of logs are, more or less, say so long',
  )
  await page.goto(`/s/${id}/logs?of=Pod/default/bench-flood`)
  await page.getByRole('log').getByText('without end').first().waitFor({ timeout: 60_000 })
  await pause(5_000)
  const { pid } = console.process()
  const engineBefore = residentBytes(pid)
  await page.evaluate(() => {
    const late: number[] = []
    Object.assign(window, { late })
    let last = performance.now()
    setInterval(() => {
      late.push(performance.now() - last - 50)
      last = performance.now()
    }, 50)
  })
  await pause(30_000)
  const late = await page.evaluate(() => (window as unknown as { late: number[] }).late)
  print({
    name: 'Growth of the engine in 30 s of a flood of 50 MB/s',
    value: (residentBytes(pid) - engineBefore) / 1e6,
    unit: 'MB',
    goal: 60,
    better: 'lower',
  })
  print({
    name: 'Tab in a flood of 50 MB/s',
    value: await tabHeap(page),
    unit: 'MB',
    goal: 150,
    better: 'lower',
  })
  print({
    name: 'Page held up in a flood, 99th percentile',
    value: shareOf(late, 0.99),
    unit: 'ms',
    goal: 100,
    better: 'lower',
  })
  await rootShell(console, id).removePod('bench-flood')
}

async function floodPod(console: TestConsole, id: string, line: string): Promise<void> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'bench-flood' },
    spec: {
      terminationGracePeriodSeconds: 0,
      containers: [{ name: 'main', image: 'docker.io/library/busybox:1.36', command: ['yes', line] }],
    },
  }
  await rootShell(console, id).run(
    `/snap/bin/microk8s kubectl apply -f - <<'END'\n${JSON.stringify(pod)}\nEND\n`,
  )
}

await measure()
