import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createAddressOf } from './client-address.ts'

const from = (remoteAddress: string | undefined, forwarded?: string, trusted: string[] = []) =>
  createAddressOf(trusted)({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage)

test('nobody is believed who is not a configured proxy', () => {
  expect(from('192.0.2.7', '10.9.9.9')).toBe('192.0.2.7')
  expect(from('192.0.2.7', '10.9.9.9', ['192.0.2.8'])).toBe('192.0.2.7')
  expect(from(undefined, '10.9.9.9')).toBe('')
})

test('behind a proxy: the last hop that is none of ours', () => {
  expect(from('127.0.0.1', '203.0.113.5', ['127.0.0.1'])).toBe('203.0.113.5')
  expect(from('127.0.0.1', '6.6.6.6, 203.0.113.5', ['127.0.0.1'])).toBe('203.0.113.5')
  expect(from('10.0.0.2', '6.6.6.6, 203.0.113.5, 10.0.0.77', ['10.0.0.0/24'])).toBe('203.0.113.5')
  expect(from('::1', '2001:db8::5', ['::1/128'])).toBe('2001:db8::5')
})

test('IPv4 on an IPv6 socket is IPv4', () => {
  expect(from('::ffff:192.0.2.7')).toBe('192.0.2.7')
  expect(from('::ffff:10.0.0.2', '203.0.113.5', ['10.0.0.0/24'])).toBe('203.0.113.5')
})

test('what is no address ends the chain there', () => {
  expect(from('127.0.0.1', 'unknown', ['127.0.0.1'])).toBe('127.0.0.1')
  expect(from('127.0.0.1', '', ['127.0.0.1'])).toBe('127.0.0.1')
  expect(from('127.0.0.1', "'; DROP TABLE, 127.0.0.1", ['127.0.0.1'])).toBe('127.0.0.1')
})
