import { describe, expect, test } from 'vitest'
import { addServerInput, meetInput } from '../../../lib/shared/servers-api.ts'
import { type AddDraft, addRequest, draftName, emptyDraft, missingFromDraft } from './add-draft.ts'
import { requestAddress } from './address.ts'
import type { SignInDraft } from './sign-in-draft.ts'

const hostKey = `SHA256:${'a'.repeat(43)}`

function draft(change: Partial<AddDraft>, signIn: Partial<SignInDraft> = {}): AddDraft {
  return {
    ...emptyDraft,
    host: 'binder-01.example.org',
    ...change,
    signIn: { ...emptyDraft.signIn, ...signIn },
  }
}

describe('the request', () => {
  test.each<Partial<SignInDraft>>([
    { kind: 'own-key', installPassword: 'once' },
    { kind: 'own-key', installs: 'person' },
    { kind: 'key', privateKey: '-----BEGIN', passphrase: 'p' },
    { kind: 'password', password: 'p' },
    { kind: 'agent' },
    { kind: 'ask' },
  ])('is one the engine takes: %j', (signIn) => {
    expect(addServerInput.safeParse(addRequest(draft({}, signIn), hostKey)).success).toBe(true)
  })

  test('carries nothing of the ways that were not chosen', () => {
    const sent = addRequest(
      draft({}, { kind: 'agent', password: 'left over', privateKey: 'left over' }),
      hostKey,
    )
    expect(JSON.stringify(sent)).not.toContain('left over')
  })

  test('has no password when the person puts the key there, even one typed before', () => {
    const sent = addRequest(draft({}, { installs: 'person', installPassword: 'typed' }), hostKey)
    expect(sent.signIn).toEqual({ kind: 'own-key' })
  })

  test('has a sudo password only when one was typed', () => {
    expect(addRequest(draft({}), hostKey).root).toEqual({})
    expect(addRequest(draft({ sudoPassword: 's' }), hostKey).root).toEqual({ sudoPassword: 's' })
  })
})

describe('the address', () => {
  test('loses the blanks of a paste', () => {
    expect(requestAddress(draft({ host: ' 10.0.0.14 ', port: ' 2222 ' }))).toEqual({
      host: '10.0.0.14',
      port: 2222,
      jump: null,
    })
  })

  test.each(['', 'ssh', '22a', '-1', '2.5'])(
    'with the port %j is refused by the schema, in the port field',
    (port) => {
      const parsed = meetInput.safeParse(requestAddress(draft({ port })))
      expect(parsed.success).toBe(false)
      expect(parsed.error?.issues[0]?.path).toEqual(['port'])
    },
  )
})

test('the name is the host name without its domain, an address as it is, or what was typed', () => {
  expect(draftName(draft({}))).toBe('binder-01')
  expect(draftName(draft({ host: '10.0.0.14' }))).toBe('10.0.0.14')
  expect(draftName(draft({ host: 'fd00::14' }))).toBe('fd00::14')
  expect(draftName(draft({ name: ' teach ' }))).toBe('teach')
})

test('what is missing is said at its field', () => {
  expect(missingFromDraft(draft({ host: ' ' }), ['lab'])?.field).toBe('host')
  expect(missingFromDraft(draft({ user: '' }), ['lab'])?.field).toBe('user')
  expect(missingFromDraft(draft({}), ['lab'])?.field).toBe('installPassword')
  expect(missingFromDraft(draft({}, { kind: 'key' }), ['lab'])?.field).toBe('privateKey')
  expect(missingFromDraft(draft({}, { kind: 'password' }), ['lab'])?.field).toBe('password')
  expect(missingFromDraft(draft({}, { kind: 'ask' }), ['lab'])).toBeNull()
  expect(missingFromDraft(draft({ name: 'LAB' }, { kind: 'ask' }), ['lab'])?.field).toBe('name')
  expect(missingFromDraft(draft({ host: 'lab.example.org' }, { kind: 'ask' }), ['lab'])?.field).toBe('name')
  expect(missingFromDraft(draft({}, { installs: 'person' }), ['lab'])).toBeNull()
})
