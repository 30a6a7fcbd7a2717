import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => ({ name, text: readFileSync(join(import.meta.dirname, name), 'utf8') }))

/** What node offers that cannot reach files, programs or other machines. http and tls serve on streams given to them. */
const HARMLESS = [
  'node:crypto',
  'node:http',
  'node:https',
  'node:stream/consumers',
  'node:stream',
  'node:string_decoder',
  'node:tls',
  'node:timers',
  'node:zlib',
]

it('imports nothing that reaches this machine or leaves it', () => {
  for (const { name, text } of sources) {
    const imported = [...text.matchAll(/^import (?!type )[^'"]*?from '([^']+)'|import\('([^']+)'\)/gm)].map(
      ([, from, lazily]) => from ?? lazily ?? '',
    )
    for (const from of imported.filter((one) => one.startsWith('node:') || !one.startsWith('.')))
      expect([...HARMLESS, 'just-bash', 'ssh2', 'ws', 'yaml', 'zod/mini'], name).toContain(from)
  }
})

it('listens in one place alone, and there on loopback', () => {
  const listening = sources.filter(({ text }) => /\.listen\(/.test(text))
  expect(listening.map(({ name }) => name)).toEqual([join('ssh', 'serve-ssh.ts')])
  expect(listening[0]?.text).toContain("listen(0, '127.0.0.1'")
})

it('takes WebSockets on connections that are there, and opens none', () => {
  const using = sources.filter(({ text }) => /from 'ws'/.test(text))
  expect(using.map(({ name }) => name)).toEqual([join('exec', 'serve-exec.ts')])
  expect(using[0]?.text).toContain('noServer: true')
  expect(using[0]?.text).not.toMatch(/new WebSocket\(/)
})

it('gives just-bash files in memory, no network and no JavaScript', () => {
  const made = sources.flatMap(({ text }) =>
    [...text.matchAll(/new Bash\(\{([^}]*)\}/g)].map(([, options = '']) => options),
  )
  expect(made.length).toBeGreaterThan(0)
  for (const options of made) {
    expect(options).toMatch(/\bfs\b/)
    expect(options).not.toMatch(/network|fetch|javascript/)
  }
  for (const { name, text } of sources)
    expect(text, name).not.toMatch(
      /OverlayFs|ReadWriteFs|\bfetch\(|process\.(binding|dlopen|getBuiltinModule)|(?<!async )\beval\(|new Function/,
    )
})
