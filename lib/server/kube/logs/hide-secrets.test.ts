import { expect, it } from 'vitest'
import { hideSecrets, mayHaveSecrets } from './hide-secrets.ts'

const shown = (text: string): string => {
  const bytes = Buffer.from(text)
  const result = hideSecrets(bytes).toString()
  // What is not even looked at must have nothing to hide.
  if (result !== text) expect(mayHaveSecrets(bytes), text).toBe(true)
  return result
}

it.each([
  ['http://10.1.0.7:8888/lab?token=9f8e7d6c', 'http://10.1.0.7:8888/lab?token=hidden'],
  ['GET /api?x=1&TOKEN=abc&y=2 (10.1.0.1)', 'GET /api?x=1&TOKEN=hidden&y=2 (10.1.0.1)'],
  ['cloning https://me:s3cret@github.com/a/b', 'cloning https://me:hidden@github.com/a/b'],
  ['> Authorization: Bearer abc.def-ghi', '> Authorization: Bearer hidden'],
  ['{"auths":{"r":{"auth":"dXNlcjpwYXNz"}}}', '{"auths":{"r":{"auth":"hidden"}}}'],
  [
    '{"message":"{\\"auth\\": \\"dXNlcjpwYXNz\\"}","phase":"x"}',
    '{"message":"{\\"auth\\": \\"hidden\\"}","phase":"x"}',
  ],
  ['login with dckr_pat_Abcdefgh12345678-x ok', 'login with hidden ok'],
  ['token ghp_0123456789abcdefghijABCDEFGHIJ', 'token hidden'],
  ['eyJhbGciOiJub25l.eyJhY2Nlc3MiOlt7.c2lnbmVk', 'hidden'],
])('hides what is secret in %s', (text, expected) => {
  expect(shown(text)).toBe(expected)
})

it.each([
  'GET /hub/api/users?state=ready',
  'https://github.com/binder-examples/conda',
  'listening on http://0.0.0.0:8888/',
  'token bucket is empty',
  'Zür\u00ffich \u0000 \u001b[31mred',
])('leaves %j as it is', (text) => {
  expect(shown(text)).toBe(text)
})

it('keeps bytes that are no text', () => {
  const line = Buffer.concat([Buffer.from([0xff, 0x00, 0xc3]), Buffer.from('?token=x'), Buffer.from([0xfe])])
  expect(hideSecrets(line)).toEqual(
    Buffer.concat([Buffer.from([0xff, 0x00, 0xc3]), Buffer.from('?token=hidden')]),
  )
})

it('takes no time for a line that was made to take some', () => {
  const lines = [
    'eyJ-',
    'eyJ.',
    '://',
    '://a:',
    '?token=',
    '"auth":',
    'authorization: ',
    'gh',
    'a@',
    '\\"token\\"',
  ]
  const began = performance.now()
  for (const piece of lines) hideSecrets(Buffer.from(piece.repeat(32_768 / piece.length)))
  expect(performance.now() - began).toBeLessThan(500)
})
