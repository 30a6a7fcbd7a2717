import { describe, expect, it } from 'vitest'
import { comparePasted } from './host-key-paste.ts'

const shown = 'SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDmbmVLvnBvDnfP2Dg'
const other = 'SHA256:WQEDETbyzHzoxY9bLM6xKlfl7zXvWnYrCl5WLDnfmbM'

describe('what a person pasted', () => {
  it.each([
    ['the line of ssh-keygen -lf', `256 ${shown} root@binder-01 (ED25519)`],
    ['the fingerprint alone', shown],
    ['the fingerprint without its name', shown.slice('SHA256:'.length)],
    ['with padding, as some tools print it', `${shown}=`],
    ['several keys, of which one is it', `256 ${other} a (ECDSA)\r\n256 ${shown} a (ED25519)\r\n`],
    ['broken by a narrow terminal', `256 ${shown.slice(0, 30)}\n  ${shown.slice(30)} root@binder-01`],
    ['a picture of randomness below it', `256 ${shown} (ED25519)\n+--[ED25519 256]--+\n|      .o+*o      |`],
    ['spaces around', `\n  ${shown}\t\n`],
  ])('is the same: %s', (_what, pasted) => {
    expect(comparePasted(pasted, shown)).toEqual({ verdict: 'same' })
  })

  it('is different, and says what was found', () => {
    expect(comparePasted(`256 ${other} root@binder-01 (ED25519)`, shown)).toEqual({
      verdict: 'different',
      found: [other],
    })
  })

  it('is different when one character is, or the case of one', () => {
    expect(comparePasted(shown.replace('u', 'v'), shown).verdict).toBe('different')
    expect(comparePasted(shown.replace('N', 'n'), shown).verdict).toBe('different')
  })

  it('is unreadable when it is shorter or longer than a fingerprint', () => {
    const cut = { verdict: 'unreadable', md5: false }
    expect(comparePasted(shown.slice(0, -1), shown)).toEqual({ ...cut, characters: 42 })
    expect(comparePasted(`256 ${shown}x root@binder-01 (ED25519)`, shown)).toEqual({ ...cut, characters: 44 })
    expect(comparePasted('yes it is the same', shown)).toEqual({ ...cut, characters: null })
  })

  it('is recognised as the old MD5 form, which is not enough', () => {
    const md5 = '256 MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48 root@binder-01 (ED25519)'
    expect(comparePasted(md5, shown)).toEqual({ verdict: 'unreadable', md5: true, characters: null })
  })

  it('is nothing yet', () => {
    expect(comparePasted(' \n', shown)).toEqual({ verdict: 'nothing' })
  })
})
