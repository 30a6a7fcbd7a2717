import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { practiceLink } from '../testing/practice-link.ts'

const ROOT = join(import.meta.dirname, '../..')

it('works in a process that may read the program and nothing else: no writing, no other program', async () => {
  const flags = ['--permission', `--allow-fs-read=${ROOT}/*`, '--no-warnings']
  const child = spawn(
    process.execPath,
    [...flags, join(ROOT, 'lib/testing/practice-server/main.ts'), '200'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const exited = once(child, 'exit')
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const link = await practiceLink(JSON.parse(line))
    const { stdout } = await link.exec({
      as: 'root',
      deadlineMs: 20_000,
      script: `set -eu
snap install microk8s --classic --channel=1.32/stable
/snap/bin/microk8s status --wait-ready >/dev/null
/snap/bin/microk8s kubectl get nodes --no-headers | awk '{ print $1, $2 }'
echo kept >/etc/hostname; cat /etc/hostname
cat /etc/shadow /root/.ssh/id_ed25519 || echo 'no such files here'
curl -s --max-time 3 http://127.0.0.1:22/ || echo 'no such place'`,
    })
    expect(stdout.toString().split('\n').slice(1)).toEqual([
      'practice Ready',
      'kept',
      'no such files here',
      'no such place',
      '',
    ])
    await link.close()
  } finally {
    child.stdin.end()
    await exited
  }
})

it('forwards to its own services alone', async () => {
  const child = spawn(
    process.execPath,
    ['--no-warnings', join(ROOT, 'lib/testing/practice-server/main.ts')],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const exited = once(child, 'exit')
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const place = JSON.parse(line) as Parameters<typeof practiceLink>[0]
    const link = await practiceLink(place)
    // Its own SSH port is open on this machine, and still no way leads there.
    await expect(link.forward('127.0.0.1', place.port, AbortSignal.timeout(5_000))).rejects.toThrow()
    await expect(link.forward('192.0.2.1', 80, AbortSignal.timeout(5_000))).rejects.toThrow()
    await link.close()
  } finally {
    child.stdin.end()
    await exited
  }
})
