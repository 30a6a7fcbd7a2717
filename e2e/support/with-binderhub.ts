import type { TestConsole } from './console.ts'
import { installOf, online } from './install.ts'
import { expect } from './test.ts'
import type { TestServer } from './test-server.ts'

/**
 * Adds the server to the console and sees to it that BinderHub runs there: what is there already is adopted in a second
 * or two, what is not is installed (a minute on a real server). For suites about day 40, which use
 * `test.use({ own: 'fast-practice' })`. Gives the server's id.
 */
export async function withBinderHub(console: TestConsole, server: TestServer): Promise<string> {
  const id = await console.addServer(server)
  await online(console, id)
  const install = installOf(console, id)
  await install.savePlan(await install.proposedPlan())
  const open = (await install.row()).steps.filter(
    ({ check }) => check.state !== 'done' && check.state !== 'not-needed',
  )
  // What was done by hand and is well is enough: a suite about pods does not ask by which channel the snap came.
  if (open.every(({ check }) => check.state === 'differs')) return id
  await install.start()
  const row = await install.ended()
  expect(row.ended, JSON.stringify(row.ended)).toMatchObject({ how: 'finished' })
  return id
}
