import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { FileTranscript } from './transcript.ts'

describe('a transcript', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bindery-transcript-'))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('does not grow after it ended, though a write was still on its way', async () => {
    const file = join(folder, 'run.log')
    writeFileSync(file, 'one\ntwo\n')
    const transcript = new FileTranscript(file, { size: 0, ended: false })
    let told = 0
    transcript.onGrow(() => {
      told += 1
    })
    transcript.reach(4)
    transcript.end(4)
    transcript.reach(8)
    expect(transcript).toMatchObject({ size: 4, ended: true })
    expect(told).toBe(2)
    expect(Buffer.from(await transcript.read(0, 100)).toString()).toBe('one\n')
  })
})
