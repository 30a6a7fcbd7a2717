import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '../../shared/problem.ts'
import { localLink } from '../../testing/local-shell.ts'
import { measureDisk, type PartMeasure } from './measure-disk.ts'

// A local bash stands in for the server: df and du are the real ones.

let folder: string
const signal = AbortSignal.timeout(60_000)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindery-du-'))
  mkdirSync(join(folder, 'images'))
  writeFileSync(join(folder, 'images', 'layer'), Buffer.alloc(3_000_000, 1))
  const layers = join(folder, 'builder', 'image', 'overlay2', 'layerdb', 'sha256')
  for (const [name, size] of [
    ['a', '1500'],
    ['b', '2500'],
  ] as const) {
    mkdirSync(join(layers, name), { recursive: true })
    // Docker writes no line end.
    writeFileSync(join(layers, name, 'size'), size)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

function measure(node: string | null, prelude = '', answer: unknown = null) {
  const link = localLink()
  link.begin(prelude)
  const cluster = {
    get: async () => {
      if (answer === null) throw new AppError('kube_unreachable', 'Away.')
      return Readable.from([Buffer.from(JSON.stringify(answer))]) as never
    },
  }
  const folders = {
    images: join(folder, 'images'),
    builder: join(folder, 'builder'),
    volumes: join(folder, "it's not there"),
  }
  return measureDisk(link, cluster, { folders, node, signal })
}

function part(parts: readonly PartMeasure[], name: string) {
  const { bytes, atLeast } = parts.find((one) => one.part === name) ?? { bytes: null, atLeast: false }
  return { bytes, atLeast }
}

describe('what takes the room', () => {
  test('is counted, and what is not there takes none', async () => {
    const { disks, parts } = await measure(null)
    expect(disks[0]?.path).toMatch(/^\//)
    expect(disks[0]?.total).toBe((disks[0]?.used ?? 0) + (disks[0]?.free ?? 0))
    expect(part(parts, 'images').bytes).toBeGreaterThan(3_000_000)
    expect(part(parts, 'images').bytes).toBeLessThan(3_200_000)
    expect(part(parts, 'volumes')).toEqual({ bytes: 0, atLeast: false })
  })

  test('by the count of the kubelet, where it has one', async () => {
    const answer = { node: { runtime: { imageFs: { usedBytes: 1234.5 } } } }
    expect(part((await measure('n', '', answer)).parts, 'images')).toEqual({ bytes: 1235, atLeast: false })
    expect(part((await measure('n')).parts, 'images').bytes).toBeGreaterThan(3_000_000)
    expect(part((await measure('n', '', { odd: 1 })).parts, 'images').bytes).toBeGreaterThan(3_000_000)
  })

  test("at least by Docker's own list of layers, where counting takes too long", async () => {
    const { parts } = await measure(
      null,
      'timeout() { [ "$3" = 15 ] && return 124; shift 3; "$@"; }\nexport -f timeout',
    )
    expect(part(parts, 'builder')).toEqual({ bytes: 4000, atLeast: true })
    expect(part(parts, 'images')).toEqual({ bytes: null, atLeast: false })
  })

  test('is not known where the server has another df', async () => {
    const { disks } = await measure(null, 'df() { echo "no such option"; }\nexport -f df')
    expect(disks).toEqual([])
  })

  test('folders on one disk are one disk', async () => {
    const { disks } = await measure(null)
    expect(new Set(disks.map(({ total, free }) => `${total} ${free}`)).size).toBe(disks.length)
  })
})
