import { createConsole } from '../e2e/support/console.ts'
import { giveServer } from '../e2e/support/given-server.ts'
import { changedCells, type Print } from './support/changed-cells.ts'
import { printFigure } from './support/figure.ts'
import { largeTable } from './support/large-table.ts'
import { createManyPods } from './support/many-pods.ts'
import { manyViewers } from './support/many-viewers.ts'
import { openChromium } from './support/open-chromium.ts'

/**
 * Live tables, by the pods of a real API server where one is given, else of the practice server: Kubernetes' watch
 * through OpenSSH, the engine, the tab's socket, the page in a real browser.
 */
const PODS = 2_000
const MANY_PODS = 10_000

const print: Print = (figure) => printFigure({ ...figure, file: 'bench/tables.ts' })

async function measure(): Promise<void> {
  const given = await giveServer('fast-practice')
  if ('missing' in given) throw new Error(given.missing)
  const pods = await createManyPods(given.server, PODS)
  const browser = await openChromium()
  const console = await createConsole()
  const open = async () => {
    const context = await browser.newContext({ baseURL: console.url, viewport: { width: 1440, height: 900 } })
    await console.signIn(context)
    return await context.newPage()
  }
  try {
    await console.start()
    await console.setUp()
    const server = await console.addServer(given.server)
    const watchesBefore = await pods.watches()
    const page = await open()
    await changedCells(page, server, pods, print)
    await page.context().close()
    await manyViewers(console, server, { pods, watchesBefore, print })

    // Anew, so that its memory is that of this table alone, and nobody has looked before.
    await console.stop()
    await pods.grow(MANY_PODS)
    await console.start()
    await largeTable(await open(), { console, server, count: MANY_PODS, print })
  } finally {
    await browser.close()
    await console.dispose()
    await pods.remove()
    await given.release()
  }
}

await measure()
