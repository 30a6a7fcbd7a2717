import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Auth, createAuth } from './auth/auth.ts'
import { openStore, type Store } from './store/open-store.ts'

const device = { device: 'Firefox on Linux', address: '192.0.2.1' }
const password = 'fourteen letters and more'
let folder: string
let store: Store
let auth: Auth

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-admin-'))
  store = openStore(folder)
  auth = createAuth({ store, secure: false })
})
afterEach(() => {
  auth.close()
  store.close()
  rmSync(folder, { recursive: true })
})

const admin = (...words: string[]) => adminOn(folder, ...words)

function adminOn(
  dataFolder: string,
  ...words: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const args = [join(import.meta.dirname, 'admin.ts'), ...words, '--data-folder', dataFolder]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { NODE_ENV: 'test' } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
  })
}

test('a set-up link made beside the running console works there, and an earlier one does not', async () => {
  const before = auth.newSetupCode() ?? ''
  const { stdout } = await admin('setup-link')
  const code = /http:\/\/127\.0\.0\.1:7420\/welcome#code=(\S+)/.exec(stdout)?.[1] ?? ''
  await expect(auth.setUp({ code: before, name: 'Ann', password }, device)).rejects.toMatchObject({
    code: 'invalid_input',
  })
  expect((await auth.setUp({ code, name: 'Ann', password }, device)).me.name).toBe('Ann')
  expect(await admin('setup-link')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('administrator already'),
  })
})

test('a reset password lets in, the old one and all sessions are void', async () => {
  const { token } = await auth.setUp({ code: auth.newSetupCode() ?? '', name: 'Ann Ex', password }, device)
  const { code, stdout } = await admin('reset-password', 'ann ex')
  expect(code).toBe(0)
  const fresh = /\n {2}(\S{23})\n/.exec(stdout)?.[1] ?? ''
  expect(auth.actorFromCookies(`bindery=${token}`)).toBeNull()
  await expect(auth.signIn({ name: 'Ann Ex', password }, device)).rejects.toMatchObject({
    code: 'wrong_sign_in',
  })
  expect((await auth.signIn({ name: 'Ann Ex', password: fresh }, device)).me.name).toBe('Ann Ex')
  const audit = JSON.stringify(store.db.prepare('SELECT * FROM audit').all())
  expect(audit).toContain('user.reset-password')
  expect(audit).not.toContain(fresh)
})

test('list names everybody; an unknown name says who there is', async () => {
  expect((await admin('list')).stdout).toContain('Nobody has an account yet')
  await auth.setUp({ code: auth.newSetupCode() ?? '', name: 'Ann', password }, device)
  expect((await admin('list')).stdout).toMatch(/^Ann {2}administrator {2}last seen \d{4}-/)
  expect(await admin('reset-password', 'Bob')).toMatchObject({
    code: 1,
    stderr: 'There is no user named Bob. There are: Ann.\n',
  })
})

test.each([[[]], [['destroy']], [['constructor']], [['list', 'a', 'b']]])(
  '%j is answered with what there is',
  async (words) => {
    const { code, stdout, stderr } = await admin(...words)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^Write one of: reset-password, list, setup-link, rotate-key\./)
  },
)

test('a folder without a console’s data is left as it is', async () => {
  const typo = join(folder, 'typo')
  const { code, stderr } = await adminOn(typo, 'list')
  expect([code, stderr]).toEqual([
    1,
    `There is no console's data in ${typo}. Say where it is with --data-folder.\n`,
  ])
  expect(existsSync(typo)).toBe(false)
})

test('rotating the key says how many secrets were sealed anew', async () => {
  expect((await admin('rotate-key')).stdout).toContain('0 stored secrets were sealed')
})
