import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { createConsole } from '../e2e/support/console.ts'
import { giveServer } from '../e2e/support/given-server.ts'
import { findChromium } from '../scripts/setup/chromium.mjs'
import { type Figure, printFigure } from './support/figure.ts'
import { createManyPods, type ManyPods, NAMESPACE } from './support/many-pods.ts'

/**
 * From a change in a real API server to the cell that shows it in a real browser: Kubernetes' watch through OpenSSH,
 * the engine, the tab's socket, the page. Timed is from before the change is sent to the API until after the frame
 * that paints it, so that the API's own writing is in it.
 */
const PODS = 2_000
const CHANGES_A_SECOND = 50
const SECONDS = 60
/** Rows that are on the screen all the time: a fifth of the changes is theirs, and these are timed. */
const WATCHED = 20

const print = (figure: Omit<Figure, 'file'>) => printFigure({ ...figure, file: 'bench/table.ts' })

async function measure(): Promise<void> {
  const given = await giveServer()
  if ('missing' in given) throw new Error(given.missing)
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('there is no Chromium here')
  const pods = await createManyPods(given.server, PODS)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run'] })
  const console = await createConsole()
  try {
    await console.start()
    await console.setUp()
    const id = await console.addServer(given.server)
    const context = await browser.newContext({ baseURL: console.url, viewport: { width: 1440, height: 900 } })
    await console.signIn(context)
    const page = await context.newPage()
    await page.addInitScript(watchCells)

    const began = performance.now()
    await page.goto(`/s/${id}/workloads?ns=${NAMESPACE}&sort=name`)
    await page
      .getByText(`${PODS} of `)
      .or(page.getByText(`${PODS} pods`))
      .first()
      .waitFor()
    await page.getByText('As it is now').waitFor()
    print({
      name: `Page opened to ${PODS} pods live in it`,
      value: (performance.now() - began) / 1_000,
      unit: 's',
      goal: 5,
      better: 'lower',
    })

    const takenAt = await change(pods)
    report(takenAt, await painted(page))
  } finally {
    await browser.close()
    await console.dispose()
    await pods.remove()
    await given.release()
  }
}

/** Notes when each status that carries its time was painted. Runs in the page. */
function watchCells(): void {
  const cells: [number, number][] = []
  Object.assign(window, { cells })
  const seen = (node: Node): void => {
    const [, sent] = /\bAt(\d+)\b/.exec(node.textContent ?? '') ?? []
    // A task of its own: it comes after the frame.
    if (sent) setTimeout(() => cells.push([Number(sent), performance.timeOrigin + performance.now()]))
  }
  new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      if (type === 'characterData') seen(target)
      for (const node of addedNodes) seen(node)
    }
  }).observe(document, { subtree: true, childList: true, characterData: true })
}

/** When things happened to each change, by the millisecond in which it was sent: milliseconds since the epoch. */
type Times = ReadonlyMap<number, number>

/** Changes pods at an even pace for a minute; gives when the API said that it took each. */
async function change(pods: ManyPods): Promise<Times> {
  const takenAt = new Map<number, number>()
  const underWay: Promise<void>[] = []
  const began = performance.now()
  for (let i = 0; i < CHANGES_A_SECOND * SECONDS; i += 1) {
    const among = i % 5 === 0 ? WATCHED : PODS
    const name = pods.names[Math.floor(Math.random() * among)] ?? ''
    const sent = Math.round(performance.timeOrigin + performance.now())
    const noted = pods.setStatus(name, `At${sent}`).then(() => {
      takenAt.set(sent, performance.timeOrigin + performance.now())
    })
    underWay.push(noted)
    await pause(Math.max(0, began + ((i + 1) * 1_000) / CHANGES_A_SECOND - performance.now()))
  }
  await Promise.all(underWay)
  await pause(1_000)
  return takenAt
}

/** When each change was first seen painted; rows are sorted by name, so that none moves. */
async function painted(page: Page): Promise<Times> {
  const cells = await page.evaluate(() => (window as unknown as { cells: [number, number][] }).cells)
  const first = new Map<number, number>()
  for (const [sent, at] of cells) if (!first.has(sent)) first.set(sent, at)
  return first
}

function report(takenAt: Times, paintedAt: Times): void {
  const what = `${PODS} pods, ${CHANGES_A_SECOND} changes/s`
  const seen = [...paintedAt]
  print({
    name: `Changes seen painted (${what})`,
    value: seen.length,
    unit: 'cells',
    goal: 500,
    better: 'higher',
  })
  spread(
    `API takes a change (${what})`,
    [...takenAt].map(([sent, taken]) => taken - sent),
  )
  // What the API itself needed is not ours; a watch is often faster than the answer to the one who wrote.
  spread(
    `Taken by the API to changed cell (${what})`,
    seen.map(([sent, at]) => Math.max(0, at - (takenAt.get(sent) ?? sent))),
  )
  spread(
    `Change to changed cell (${what})`,
    seen.map(([sent, at]) => at - sent),
  )
}

function spread(name: string, values: number[]): void {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  print({ name: `${name}, median`, value: at(0.5), unit: 'ms', goal: 100, better: 'lower' })
  print({ name: `${name}, 99th percentile`, value: at(0.99), unit: 'ms', goal: 300, better: 'lower' })
}

await measure()
