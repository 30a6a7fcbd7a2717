import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { inProject } from './project.mjs'

/** @type {import('node:child_process').ChildProcess[]} */
const started = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** @param {string} program its text, as an ES module */
function onALeash(program) {
  const file = join(mkdtempSync(join(tmpdir(), 'bindery-leash-')), 'main.mjs')
  writeFileSync(file, program)
  const child = spawn(process.execPath, ['--import', inProject('scripts', 'setup', 'leash.mjs'), file], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  })
  started.push(child)
  return child
}

it('ends the process when its starter lets go', async () => {
  const child = onALeash(`setInterval(() => {}, 1_000); console.log('up')`)
  await once(child.stdout ?? child, 'data')
  const gone = once(child, 'exit')
  child.stdio[3]?.destroy()
  expect(await gone).toEqual([null, 'SIGTERM'])
})

it('leaves the workers of the process alone, one after another', async () => {
  const child = onALeash(`
    import { once } from 'node:events'
    import { isMainThread, parentPort, Worker } from 'node:worker_threads'
    if (!isMainThread) parentPort.postMessage('done')
    else
      for (let turn = 0; turn < 3; turn += 1) {
        const worker = new Worker(new URL(import.meta.url))
        await once(worker, 'message')
        await worker.terminate()
      }`)
  expect(await once(child, 'exit')).toEqual([0, null])
})
