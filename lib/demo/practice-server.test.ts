import { afterEach, expect, test } from 'vitest'
import { practiceLink } from '../testing/practice-link.ts'
import { type PracticeServer, startPracticeServer } from './practice-server.ts'

let text: string | null = null
const keep = {
  load: () => text,
  save(kept: string) {
    text = kept
  },
}
let server: PracticeServer | null = null
afterEach(() => server?.stop())

/** Starts it, asks it one thing, and stops it. */
async function once(script: string): Promise<string> {
  server = await startPracticeServer({ keep, speed: 100 })
  const link = await practiceLink(server)
  const { stdout } = await link.exec({ script, as: 'root', deadlineMs: 20_000 })
  await link.close()
  await server.stop()
  return stdout.toString()
}

test('a restart leaves programs programs and secrets secret', async () => {
  await once(
    'echo a >/srv/tool; chmod 755 /srv/tool; echo b >/srv/secret; chmod 600 /srv/secret; echo c >/srv/plain',
  )
  expect(await once('[ -x /srv/tool ] && stat -c %a /srv/tool /srv/secret /srv/plain; cat /srv/secret')).toBe(
    '755\n600\n644\nb\n',
  )
})
