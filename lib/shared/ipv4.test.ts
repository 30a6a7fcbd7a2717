import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  covers,
  formatIpv4,
  formatPool,
  overlaps,
  parseCidr,
  parseIpv4,
  parsePoolText,
  parseRange,
  sameRange,
} from './ipv4.ts'

it('reads what it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (address) => {
      expect(parseIpv4(formatIpv4(address))).toBe(address)
    }),
  )
})

it.each([
  '',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.01',
  '10.0.0.1.1',
  ' 10.0.0.1',
  '10.0.0.1/24',
  '0x0a.0.0.1',
  '::1',
  '1e1.0.0.1',
])('takes %j for no address', (text) => expect(parseIpv4(text)).toBeNull())

it('reads networks, also from an address inside', () => {
  expect(parseCidr('10.0.0.77/24')).toEqual({ first: parseIpv4('10.0.0.0'), last: parseIpv4('10.0.0.255') })
  expect(parseCidr('0.0.0.0/0')).toEqual({ first: 0, last: 2 ** 32 - 1 })
  expect(parseCidr('10.0.0.0/33')).toBeNull()
})

it('counts a shared end as an overlap, and neighbours as none', () => {
  expect(overlaps({ first: 1, last: 5 }, { first: 5, last: 9 })).toBe(true)
  expect(overlaps({ first: 1, last: 4 }, { first: 5, last: 9 })).toBe(false)
})

it.each([
  ['10.0.0.201-10.0.0.210', '10.0.0.201-10.0.0.210'],
  [' 10.0.0.201 – 10.0.0.210 ', '10.0.0.201-10.0.0.210'],
  ['10.0.0.201-210', '10.0.0.201-10.0.0.210'],
  ['10.0.0.201 to 10.0.1.5', '10.0.0.201-10.0.1.5'],
  ['10.0.0.240/29', '10.0.0.240-10.0.0.247'],
  ['10.0.0.300-10.0.0.310', '10.0.0.300-10.0.0.310'],
])('reads %j as people type it', (typed, range) => {
  const pool = parsePoolText(typed)
  expect(pool && formatPool(pool)).toBe(range)
})

it.each(['', '10.0.0.1', 'all of them', '10.0.0.1-', '-10.0.0.9', '10.0.0.1;reboot-10.0.0.9'])(
  'takes %j for no range',
  (typed) => expect(parsePoolText(typed)).toBeNull(),
)

describe('a range as MetalLB has it', () => {
  const range = (text: string) => {
    const parsed = parseRange(text)
    if (!parsed) throw new Error(`${text} is no range`)
    return parsed
  }

  it('is the same whether written from-to or as a CIDR', () => {
    expect(sameRange(range('10.0.0.64-10.0.0.95'), range('10.0.0.64/27'))).toBe(true)
    expect(sameRange(range('10.0.0.70/27'), range('10.0.0.64/27'))).toBe(true)
    expect(sameRange(range('10.0.0.7/32'), range('10.0.0.7 - 10.0.0.7'))).toBe(true)
  })

  it('covers what lies in it, its ends included', () => {
    expect(covers(range('10.0.0.0/8'), range('10.255.255.255-10.255.255.255'))).toBe(true)
    expect(covers(range('10.0.0.10-10.0.0.20'), range('10.0.0.10-10.0.0.20'))).toBe(true)
    expect(covers(range('10.0.0.10-10.0.0.20'), range('10.0.0.10-10.0.0.21'))).toBe(false)
    expect(covers(range('9.255.255.255-10.0.0.20'), range('10.0.0.3-10.0.0.9'))).toBe(true)
  })

  it.each([
    '',
    '10.0.0.1',
    '10.0.0.300-10.0.0.301',
    '10.0.0.9-10.0.0.8',
    '10.0.0.0/33',
    '10.0.0.0/',
    'fd00::1-fd00::9',
  ])('is not %j', (text) => {
    expect(parseRange(text)).toBeNull()
  })
})
