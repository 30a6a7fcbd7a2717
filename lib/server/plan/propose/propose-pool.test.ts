import { expect, it } from 'vitest'
import type { NetworkSeen, SubnetSeen } from '../../../shared/plan-look.ts'
import { poolProblems } from '../../../shared/plan-rules/pool-rules.ts'
import { exampleLook } from '../../../testing/plan-look-example.ts'
import { proposePool } from './propose-pool.ts'

const subnet = (change: Partial<SubnetSeen> = {}): SubnetSeen => ({
  interface: 'ens3',
  address: '10.0.0.5',
  cidr: '10.0.0.0/24',
  gateway: '10.0.0.1',
  leased: false,
  asked: { first: '10.0.0.0', last: '10.0.0.255' },
  answered: [],
  ...change,
})
const hosts = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `10.0.0.${from + index}`)
const propose = (subnets: SubnetSeen[], others: NetworkSeen['others'] = []) =>
  proposePool({ subnets, others }, null)

it.each([
  ['a quiet network', subnet(), '10.0.0.201', '10.0.0.210'],
  ['one address in use', subnet({ answered: ['10.0.0.204'] }), '10.0.0.205', '10.0.0.214'],
  ['all the high ones in use', subnet({ answered: hosts(201, 254) }), '10.0.0.6', '10.0.0.15'],
  [
    'an own address that was lent high',
    subnet({ address: '10.0.0.222', leased: true }),
    '10.0.0.223',
    '10.0.0.232',
  ],
  ['only small gaps', subnet({ answered: hosts(2, 99).concat(hosts(204, 254)) }), '10.0.0.201', '10.0.0.203'],
  [
    'a small network',
    subnet({
      address: '10.0.0.66',
      gateway: '10.0.0.65',
      cidr: '10.0.0.64/27',
      asked: { first: '10.0.0.64', last: '10.0.0.95' },
    }),
    '10.0.0.67',
    '10.0.0.76',
  ],
  [
    'a large network',
    subnet({
      address: '10.20.7.5',
      gateway: '10.20.0.1',
      cidr: '10.20.0.0/16',
      asked: { first: '10.20.7.0', last: '10.20.7.255' },
    }),
    '10.20.7.201',
    '10.20.7.210',
  ],
  ['nobody asked', subnet({ asked: null }), '10.0.0.201', '10.0.0.210'],
])('with %s', (_what, one, first, last) => {
  expect(propose([one]).value).toEqual({ first, last })
})

it('never proposes what its own rules would speak against', () => {
  for (const answered of [[], hosts(201, 230), hosts(2, 60), hosts(205, 254)]) {
    const network = { subnets: [subnet({ answered })], others: [] }
    const { value, alternatives } = proposePool(network, null)
    for (const pool of [value, ...alternatives.map((one) => one.value)])
      expect(poolProblems({ pool }, { ...exampleLook, network })).toEqual([])
  }
})

it('takes a range aside where no network has room, and says what that means', () => {
  const full = propose([subnet({ answered: hosts(2, 254) })])
  expect(full.value.first).toBe('10.64.140.43')
  expect(full.why).toContain('on the server itself only')
  expect(propose([], [{ interface: 'docker0', cidr: '10.0.0.0/8' }]).value.first).toBe('192.168.240.43')
})

it('keeps the pool that the cluster has', () => {
  const { value, alternatives } = proposePool(
    { subnets: [subnet()], others: [] },
    { first: '10.0.0.100', last: '10.0.0.200' },
  )
  expect(value).toEqual({ first: '10.0.0.100', last: '10.0.0.200' })
  expect(alternatives[0]?.value.first).toBe('10.0.0.201')
})
