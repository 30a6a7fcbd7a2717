import { beforeEach, expect, test } from 'vitest'
import { SlowDown } from './slow-down.ts'
import { createThrottle, type Throttle } from './throttle.ts'

let at = 0
let throttle: Throttle
beforeEach(() => {
  at = 1_000_000
  throttle = createThrottle(() => at)
})

/** Seconds that are still to wait, or 0 when the try was looked at. */
function attempt(address: string, name: string): number {
  try {
    throttle.attempt(address, name)
    return 0
  } catch (error) {
    if (error instanceof SlowDown) return error.seconds
    throw error
  }
}

test('three tries are free, then each wait is twice as long, up to a quarter of an hour', () => {
  expect([1, 2, 3].map(() => attempt('a', 'ann'))).toEqual([0, 0, 0])
  const waits: number[] = []
  for (let i = 0; i < 12; i++) {
    const wait = attempt('a', 'ann')
    waits.push(wait)
    at += wait * 1000
    expect(attempt('a', 'ann')).toBe(0)
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
})

test('asking again while waiting makes the wait no longer', () => {
  for (let i = 0; i < 3; i++) attempt('a', 'ann')
  for (let i = 0; i < 50; i++) expect(attempt('a', 'ann')).toBe(2)
  at += 2000
  expect(attempt('a', 'ann')).toBe(0)
})

test('the words and the seconds agree', () => {
  for (let i = 0; i < 3; i++) attempt('a', 'ann')
  expect(() => throttle.attempt('a', 'ann')).toThrow('Try again in 2 seconds.')
})

test('success forgets the wrong tries of that name from that address', () => {
  for (let i = 0; i < 3; i++) attempt('a', 'ann')
  at += 2000
  expect(attempt('a', 'ann')).toBe(0)
  throttle.succeeded('a', 'ann')
  expect([1, 2, 3].map(() => attempt('a', 'ann'))).toEqual([0, 0, 0])
})

test('tries at the same moment count before any of them was judged', () => {
  expect(Array.from({ length: 10 }, () => attempt('a', 'ann')).filter((wait) => wait === 0)).toHaveLength(3)
})

test('a stranger cannot keep the right person out from elsewhere, only make it slower', () => {
  throttle.attempt('10.0.0.1', 'ann')
  throttle.succeeded('10.0.0.1', 'ann')
  for (let i = 0; i < 5000; i++) attempt(`198.51.${i >> 8}.${i & 255}`, 'ann')
  // The queue is full: strangers wait for a place, and where Ann signed in before she is let by.
  expect(attempt('10.0.0.7', 'ann')).toBe(2)
  expect(throttle.attempt('10.0.0.1', 'ann')).toBe(2000)
  at += 2000
  expect(attempt('10.0.0.7', 'ann')).toBe(0)
  at += 3_600_000
  expect(throttle.attempt('10.0.0.8', 'ann')).toBe(0)
})

test('one address cannot try many names: 30, then one every 3 seconds', () => {
  const looked = Array.from({ length: 100 }, (_, i) => attempt('a', `name${i}`)).filter((wait) => wait === 0)
  expect(looked).toHaveLength(30)
  expect(attempt('a', 'other')).toBe(3)
  expect(attempt('b', 'other')).toBe(0)
  at += 3000
  expect(attempt('a', 'other')).toBe(0)
})

test('a /64 of IPv6 is one address, however it is written', () => {
  const looked = Array.from({ length: 40 }, (_, i) => attempt(`2001:db8:0:7::${i.toString(16)}`, `name${i}`))
  expect(looked.filter((wait) => wait === 0)).toHaveLength(30)
  expect(attempt('2001:db8::7:1:2:3:4', 'other')).toBe(3)
  expect(attempt('2001:db8:0:8::1', 'other')).toBe(0)
})

test('tries for one name at the same moment are looked at one after the other', () => {
  const pauses = Array.from({ length: 35 }, (_, i) => throttle.attempt(`198.51.100.${i}`, 'ann'))
  expect(pauses.slice(0, 20)).toEqual(Array(20).fill(0))
  expect(pauses.slice(20)).toEqual(Array.from({ length: 15 }, (_, i) => (i + 1) * 2000))
})

test('loopback is one address, whichever of its addresses is used', () => {
  const from = (i: number): string => (i % 5 === 0 ? '::1' : `127.0.${i}.1`)
  const looked = Array.from({ length: 120 }, (_, i) => attempt(from(i), 'ann')).filter((wait) => wait === 0)
  expect(looked).toHaveLength(3)
  expect(attempt('0:0:0:0:0:0:0:1', 'ann')).toBe(2)
})

test('a /48 of IPv6 has three times what one address has', () => {
  const tries = Array.from({ length: 120 }, (_, i) => attempt(`2001:db8:1:${i.toString(16)}::1`, `name${i}`))
  expect(tries.filter((wait) => wait === 0)).toHaveLength(90)
  expect(attempt('2001:db8:2::1', 'other')).toBe(0)
})

test('an hour of calm is a new beginning', () => {
  for (let i = 0; i < 3; i++) attempt('a', 'ann')
  at += 2000 + 3_600_000
  expect([1, 2, 3].map(() => attempt('a', 'ann'))).toEqual([0, 0, 0])
})

test('memory stays bounded, and the most recent is kept', () => {
  for (let i = 0; i < 3; i++) attempt('first', 'ann')
  for (let i = 0; i < 10_000; i++) {
    at += 1
    attempt(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, `name${i}`)
  }
  at = 1_000_000
  expect(attempt('first', 'ann')).toBe(0)
})
