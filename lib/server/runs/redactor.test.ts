import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Redactor } from './redactor.ts'

const redact = (secrets: string[], chunks: Uint8Array[]): Buffer => {
  const redactor = new Redactor(secrets)
  return Buffer.concat([...chunks.map((chunk) => redactor.push(chunk)), redactor.end()])
}

/** The meaning, as slowly as it can be said: the longest secret at the leftmost place. */
const slowly = (secrets: string[], bytes: Buffer): Buffer => {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const found = secrets
      .map((secret) => Buffer.from(secret))
      .filter((secret) => secret.length > 0 && bytes.subarray(at, at + secret.length).equals(secret))
      .sort((a, b) => b.length - a.length)[0]
    parts.push(found ? Buffer.from('hidden') : bytes.subarray(at, at + 1))
    at += found?.length ?? 1
  }
  return Buffer.concat(parts)
}

describe('the redactor', () => {
  it('hides secrets however the stream is cut, and changes nothing else', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), maxLength: 5 })
    fc.assert(
      fc.property(
        fc.array(letters, { maxLength: 4 }),
        fc.array(letters, { maxLength: 20 }),
        fc.array(fc.nat(5)),
        (secrets, texts, cuts) => {
          const bytes = Buffer.from(texts.join(''))
          const chunks: Buffer[] = []
          let rest = bytes
          for (const cut of cuts) {
            chunks.push(rest.subarray(0, cut))
            rest = rest.subarray(cut)
          }
          expect(redact(secrets, [...chunks, rest]).toString('latin1')).toBe(
            slowly(secrets, bytes).toString('latin1'),
          )
        },
      ),
      { numRuns: 5000 },
    )
  })

  it('gives out at once what cannot be the beginning of a secret', () => {
    const redactor = new Redactor(['swordfish'])
    expect(redactor.push(Buffer.from('prompt> ')).toString()).toBe('prompt> ')
    expect(redactor.push(Buffer.from('the sword')).toString()).toBe('the ')
    expect(redactor.push(Buffer.from('smith')).toString()).toBe('swordsmith')
  })

  it('stays fast where every line holds a secret', () => {
    const line = 'token=swordfish\n'
    const bytes = Buffer.from(line.repeat(500_000))
    const started = performance.now()
    expect(redact(['swordfish', 'not in there'], [bytes]).length).toBe(500_000 * 'token=hidden\n'.length)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
