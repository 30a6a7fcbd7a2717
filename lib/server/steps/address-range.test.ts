import { describe, expect, it } from 'vitest'
import { covers, parseRange, sameRange } from './address-range.ts'

const range = (text: string) => {
  const parsed = parseRange(text)
  if (!parsed) throw new Error(`${text} is no range`)
  return parsed
}

describe('a range of addresses', () => {
  it('is the same whether written from-to or as a CIDR', () => {
    expect(sameRange(range('10.0.0.64-10.0.0.95'), range('10.0.0.64/27'))).toBe(true)
    expect(sameRange(range('10.0.0.70/27'), range('10.0.0.64/27'))).toBe(true)
    expect(sameRange(range('10.0.0.7/32'), range('10.0.0.7-10.0.0.7'))).toBe(true)
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
