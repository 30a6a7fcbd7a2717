import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../testing/loopback-server/free-port.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-main-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const modeOf = (path: string) => statSync(path).mode & 0o777

/** Starts the console as it is started for real, under the umask that most machines have. */
function start(...flags: string[]): Promise<{ code: number; stderr: string }> {
  const script = 'umask 022; exec "$0" "$@"'
  const args = ['-c', script, process.execPath, join(import.meta.dirname, 'main.ts'), ...flags]
  return new Promise((resolve) => {
    execFile('sh', args, { env: { NODE_ENV: 'test' }, timeout: 20_000 }, (error, _, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stderr }),
    )
  })
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('close', () => socket.destroy())
  })

test('a start that fails after the port was taken ends with 1 and gives port and folder back', async () => {
  writeFileSync(join(folder, 'bindery.key'), 'no key\n')
  const port = await freePort()
  for (const _ of ['first', 'again']) {
    const { code, stderr } = await start('--data-folder', folder, '--port', String(port))
    expect(stderr).toMatch(/^Bindery did not start\. The key file .*bindery\.key is damaged\./)
    expect(code).toBe(1)
    expect(await answers(port)).toBe(false)
  }
}, 60_000)

test('a folder that others could look into is closed to them, and so is every file in it', async () => {
  chmodSync(folder, 0o755)
  writeFileSync(join(folder, 'bindery.key'), 'no key\n')
  await start('--data-folder', folder, '--port', '0')
  expect(modeOf(folder)).toBe(0o700)
  const files = readdirSync(folder)
  expect(files).toContain('bindery.db')
  for (const file of files) expect([file, modeOf(join(folder, file))]).toEqual([file, 0o600])
}, 60_000)

test('a folder that all users share is refused and left as it is', async () => {
  chmodSync(folder, 0o1777)
  const { code, stderr } = await start('--data-folder', folder, '--port', '0')
  expect(code).toBe(1)
  expect(stderr).toContain('is shared by all users of this machine')
  expect(readdirSync(folder)).toEqual([])
  expect(modeOf(folder)).toBe(0o777)
}, 60_000)
