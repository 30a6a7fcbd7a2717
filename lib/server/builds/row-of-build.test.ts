import { expect, it } from 'vitest'
import { rowOfBuild } from './row-of-build.ts'
import type { BuildPod } from './watch-builds.ts'

const pod = (repo: string, args: string[] = []): BuildPod => ({
  metadata: {
    name: 'build-x',
    namespace: 'binder',
    uid: 'u1',
    resourceVersion: '1',
    creationTimestamp: '2026-11-27T12:00:00Z',
    annotations: { 'binder-repo': repo },
  },
  spec: { containers: [{ name: 'builder', args }] },
})

it('is about the repository, the ref and the image that the pod names', () => {
  const args = ['--ref', 'main', '--image', 'robolab/conda:1']
  expect(rowOfBuild('srv', pod('https://github.com/robolab/conda', args), 0)).toMatchObject({
    repository: 'https://github.com/robolab/conda',
    ref: 'main',
    image: 'robolab/conda:1',
    startedAt: Date.parse('2026-11-27T12:00:00Z'),
    outcome: 'building',
  })
})

it('keeps no secret of an address, nor what could act on a page, nor more than fits a row', () => {
  const { repository, image } = rowOfBuild(
    'srv',
    pod('https://me:ghp_0123456789abcdefghij@github.com/robolab/conda', [
      '--image',
      `\u001b]0;t\u0007${'x'.repeat(100_000)}`,
    ]),
    0,
  )
  expect(repository).toBe('https://me:hidden@github.com/robolab/conda')
  expect(image).toHaveLength(500)
  expect(image).toMatch(/^\\x1b\]0;t\\x07x+$/)
})
