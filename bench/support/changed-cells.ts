import type { Page } from '@playwright/test'
import { CHANGES_A_SECOND, changePods, type Times } from './change-pods.ts'
import type { Figure } from './figure.ts'
import { type ManyPods, NAMESPACE } from './many-pods.ts'
import { shareOf } from './share-of.ts'

const SECONDS = 60

export type Print = (figure: Omit<Figure, 'file'>) => void

/**
 * From a change in the API to the cell that shows it: timed is from before the change is sent to the API until after the
 * frame that paints it, so that the API's own writing is in it.
 */
export async function changedCells(page: Page, server: string, pods: ManyPods, print: Print): Promise<void> {
  const what = `${pods.names.length} pods`
  await page.addInitScript(watchCells)
  const began = performance.now()
  await page.goto(`/s/${server}/workloads?ns=${NAMESPACE}&sort=name`)
  await page
    .getByText(`${pods.names.length} of `)
    .or(page.getByText(what))
    .first()
    .waitFor({ timeout: 60_000 })
  await page.getByText('As it is now').waitFor()
  const seconds = (performance.now() - began) / 1_000
  print({ name: `Page opened to ${what} live in it`, value: seconds, unit: 's', goal: 5, better: 'lower' })

  const takenAt = await changePods(pods, SECONDS)
  report(takenAt, await painted(page), `${what}, ${CHANGES_A_SECOND} changes/s`, print)
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

/** When each change was first seen painted; rows are sorted by name, so that none moves. */
async function painted(page: Page): Promise<Times> {
  const cells = await page.evaluate(() => (window as unknown as { cells: [number, number][] }).cells)
  const first = new Map<number, number>()
  for (const [sent, at] of cells) if (!first.has(sent)) first.set(sent, at)
  return first
}

function report(takenAt: Times, paintedAt: Times, what: string, print: Print): void {
  const seen = [...paintedAt]
  print({
    name: `Changes seen painted (${what})`,
    value: seen.length,
    unit: 'cells',
    goal: 500,
    better: 'higher',
  })
  const spread = (name: string, values: number[]): void => {
    print({ name: `${name}, median`, value: shareOf(values, 0.5), unit: 'ms', goal: 100, better: 'lower' })
    print({
      name: `${name}, 99th percentile`,
      value: shareOf(values, 0.99),
      unit: 'ms',
      goal: 300,
      better: 'lower',
    })
  }
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
