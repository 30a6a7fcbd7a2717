import { expect, it } from 'vitest'
import { createFeed } from './feed.ts'

const down = { code: 'kube_unreachable', message: 'It does not answer.' } as const
const refused = { code: 'kube_refused', message: 'It refused.' } as const

function start() {
  let now = 1
  const feed = createFeed(() => now)
  const told: string[] = []
  feed.onChange(() => {
    const { state, since, problem } = feed.upstream
    told.push([state, since, problem?.code ?? '-'].join(' '))
  })
  return {
    feed,
    told,
    at(next: number) {
      now = next
    },
  }
}

it('was never live, and says why not', () => {
  const { feed, told, at } = start()
  at(5)
  feed.broken(down)
  feed.broken(down)
  feed.doubt(down)
  expect(told).toEqual(['syncing 1 kube_unreachable'])
})

it('is stale since the last sign of life, whatever goes wrong after', () => {
  const { feed, told, at } = start()
  at(10)
  feed.live()
  at(20)
  feed.heard()
  at(30)
  feed.broken(down)
  at(40)
  feed.broken(refused)
  at(50)
  feed.live()
  expect(told).toEqual(['live 10 -', 'stale 20 kube_unreachable', 'stale 20 kube_refused', 'live 50 -'])
})

it('doubts until there is a sign of life', () => {
  const { feed, told, at } = start()
  at(10)
  feed.live()
  at(20)
  feed.doubt(down)
  at(22)
  feed.doubt(down)
  feed.heard()
  expect(told).toEqual(['live 10 -', 'stale 10 kube_unreachable', 'live 10 -'])
})

it('begins anew where the cluster is gone', () => {
  const { feed, told, at } = start()
  at(10)
  feed.live()
  at(30)
  feed.gone({ code: 'no_kubernetes', message: 'None.' })
  expect(told.at(-1)).toBe('syncing 30 no_kubernetes')
})
