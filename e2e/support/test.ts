import { test as base, expect, type TestInfo } from '@playwright/test'
import { createConsole, type TestConsole } from './console.ts'
import { type GivenServer, giveServer, type OwnServer } from './given-server.ts'
import type { ServerControl, Verb } from './server-control.ts'
import type { TestServer } from './test-server.ts'

interface Options {
  /** Who the browser is when a test begins. `nobody`: the console is as on its first start, without an account. */
  account: 'administrator' | 'nobody'
  /** More BINDERY_* settings of the console. */
  settings: Record<string, string>
}

interface Fixtures {
  /** A production console of this test's own, freshly started. */
  console: TestConsole
  /** The server to work on. The test is skipped, with the reason, where there is none. */
  server: TestServer
  /** Breaks that server. `needs` skips the test where the server does not take a verb. */
  control: ServerControl & { needs(...verbs: Verb[]): void }
}

interface WorkerFixtures {
  /** The server of a suite that was given none. */
  own: OwnServer
  givenServer: GivenServer
}

/**
 * The `test` of every suite. `page` belongs to this test's console and is signed in as its administrator; a script
 * error in it, an unhandled rejection in the console, or a console that does not shut down cleanly fails the test.
 *
 * @example
 * test('shows its servers', async ({ page, console, server }) => {
 *   await console.addServer(server)
 *   await page.goto('/')
 * })
 */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  account: ['administrator', { option: true }],
  settings: [{}, { option: true }],

  console: async ({ account, settings }, use, testInfo) => {
    const console = await createConsole(settings)
    try {
      await console.start()
      if (account === 'administrator') await console.setUp()
      await use(console)
    } finally {
      const end = await console.dispose()
      if (testInfo.status !== testInfo.expectedStatus)
        await testInfo.attach('console output', { body: console.output(), contentType: 'text/plain' })
      if (end !== null) expect.soft(end.code, 'the exit code of the console after SIGTERM').toBe(0)
      expect.soft(console.output(), 'what the console printed').not.toContain('bug:')
    }
  },

  baseURL: async ({ console }, use) => await use(console.url),

  page: async ({ page, console, account }, use) => {
    const errors: Error[] = []
    page.on('pageerror', (error) => errors.push(error))
    if (account === 'administrator') await console.signIn(page.context())
    await use(page)
    expect.soft(errors, 'errors that scripts of the page threw').toEqual([])
  },

  own: ['loopback', { option: true, scope: 'worker' }],

  givenServer: [
    async ({ own }, use) => {
      const given = await giveServer(own)
      await use(given)
      await given.release()
    },
    { scope: 'worker' },
  ],

  server: async ({ givenServer }, use, testInfo) => {
    if ('missing' in givenServer) skip(testInfo, givenServer.missing)
    else await use(givenServer.server)
  },

  control: async ({ givenServer, server }, use, testInfo) => {
    if ('missing' in givenServer) return
    const { control } = givenServer
    const needs = (...verbs: Verb[]): void => {
      const lacking = verbs.filter((verb) => !control.can.has(verb))
      if (lacking.length > 0) skip(testInfo, `${server.name} does not take ${lacking.join(', ')}`)
    }
    await use({ ...control, needs })
  },
})

/** The list of tests shows that one was skipped, but not why. */
function skip(testInfo: TestInfo, why: string): void {
  globalThis.console.log(`Skipped: ${testInfo.title}: ${why}`)
  testInfo.skip(true, why)
}

export { expect }
