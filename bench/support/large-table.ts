import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import type { TestConsole } from '../../e2e/support/console.ts'
import { online } from '../../e2e/support/install.ts'
import type { Print } from './changed-cells.ts'
import { NAMESPACE } from './many-pods.ts'
import { scrollOn, tabHeap } from './open-chromium.ts'
import { residentBytes } from './process-use.ts'
import { shareOf } from './share-of.ts'

const FRAMES = 600
/** A hard turn of the wheel is some 6,000 pixels a second; with the scroll bar nearly every frame has all rows anew. */
const SCROLLS = [
  { way: 'the wheel turned hard', pixels: 120 },
  { way: 'the scroll bar drawn', pixels: 520 },
]

/**
 * A table of very many pods: how soon a person can work with it, the first to look and one who comes later, whether
 * it scrolls, and what it takes of memory.
 */
export async function largeTable(
  page: Page,
  { console, server, count, print }: { console: TestConsole; server: string; count: number; print: Print },
): Promise<void> {
  const what = `${count.toLocaleString('en')} pods`
  await online(console, server)
  for (const who of ['the first to look', 'one who comes later']) {
    const began = performance.now()
    await page.goto(`/s/${server}/workloads?ns=${NAMESPACE}&sort=name`, { waitUntil: 'commit' })
    await page.locator('tr[data-uid]').first().waitFor({ timeout: 60_000 })
    // It can be worked with once a key moves the cursor.
    while ((await page.locator('tr.cursor').count()) === 0) {
      await page.keyboard.press('ArrowDown')
      await pause(10)
    }
    const interactive = (performance.now() - began) / 1_000
    print({
      name: `Table of ${what} opened to interactive, ${who}`,
      value: interactive,
      unit: 's',
      goal: 1.5,
      better: 'lower',
    })
    await page
      .getByText(`${count} of `)
      .or(page.getByText(`${count} pods`))
      .first()
      .waitFor({ timeout: 120_000 })
    await page.getByText('As it is now').waitFor()
    print({
      name: `Table of ${what} opened to all of them live in it, ${who}`,
      value: (performance.now() - began) / 1_000,
      unit: 's',
      goal: 10,
      better: 'lower',
    })
  }
  await pause(3_000)
  for (const { way, pixels } of SCROLLS) {
    const frames = await scrollOn(page, 'section[aria-label=Pods]', { frames: FRAMES, pixels })
    print({
      name: `Frames over 50 ms of ${FRAMES}, ${way} in a table of ${what}`,
      value: frames.filter((ms) => ms > 50).length,
      unit: 'frames',
      goal: 0,
      better: 'lower',
    })
    print({
      name: `Frame, ${way} in a table of ${what}, 99th percentile`,
      value: shareOf(frames, 0.99),
      unit: 'ms',
      goal: 50,
      better: 'lower',
    })
  }
  const { pid } = console.process()
  print({
    name: `Bindery with a table of ${what}`,
    value: residentBytes(pid) / 1e6,
    unit: 'MB',
    goal: 250,
    better: 'lower',
  })
  print({
    name: `Tab with a table of ${what}`,
    value: await tabHeap(page),
    unit: 'MB',
    goal: 200,
    better: 'lower',
  })
}
