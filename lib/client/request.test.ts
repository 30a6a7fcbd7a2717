import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../shared/problem.ts'
import { get, post } from './request.ts'

const location = { pathname: '/servers', search: '?q=1', assigned: [] as string[] }

beforeEach(() => {
  location.pathname = '/servers'
  location.assigned = []
  vi.stubGlobal('window', { location: { ...location, assign: (to: string) => location.assigned.push(to) } })
})
afterEach(() => void vi.unstubAllGlobals())

function answer(status: number, body: string, seen: { url?: string; init?: RequestInit } = {}) {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    Object.assign(seen, { url, init })
    return new Response(body, { status })
  })
  return seen
}

const failure = async (promise: Promise<unknown>): Promise<AppError> => {
  const thrown: unknown = await promise.then(
    () => expect.fail('it answered'),
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(AppError)
  return thrown as AppError
}

it('sends JSON and gives back what was answered', async () => {
  const seen = answer(200, '{"id":"x"}')
  expect(await post<{ id: string }>('/api/servers/add', { name: 'a' })).toEqual({ id: 'x' })
  expect(seen).toMatchObject({
    url: '/api/servers/add',
    init: { method: 'POST', body: '{"name":"a"}', headers: { 'content-type': 'application/json' } },
  })
  expect(await get('/api/me')).toEqual({ id: 'x' })
  expect(seen.init?.method).toBe('GET')
})

describe('a refusal', () => {
  it('is the problem that the engine names', async () => {
    const problem = { code: 'wrong_sign_in', message: 'Wrong.', hint: 'Again.', field: 'password' }
    answer(401, JSON.stringify({ problem }))
    expect((await failure(post('/api/sign-in', {}))).toJSON()).toEqual(problem)
    expect(location.assigned).toEqual([])
  })

  it('leads to the sign-in page and back when signed out', async () => {
    answer(401, '{"problem":{"code":"signed_out","message":"Signed out."}}')
    expect((await failure(get('/api/me'))).code).toBe('signed_out')
    expect(location.assigned).toEqual(['/sign-in?next=%2Fservers%3Fq%3D1'])
  })

  it.each([
    [502, '<html>Bad gateway</html>'],
    [200, '<html>Log in to the hotel</html>'],
    [500, '{"problem":{"code":"made_up","message":"m"}}'],
    [500, 'null'],
  ])('that is not from Bindery is said to be so (%d %s)', async (status, body) => {
    answer(status, body)
    const error = await failure(get('/api/me'))
    expect(error.code).toBe('internal')
    expect(error.message).toContain(String(status))
  })
})

describe('no answer', () => {
  it('is offline, and never says that a change was not made', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    expect((await failure(get('/api/me'))).code).toBe('offline')
    const error = await failure(post('/api/x'))
    expect(error.code).toBe('offline')
    expect(error.hint).toContain('not known')
    expect(`${error.message} ${error.hint}`).not.toContain('fetch')
  })

  it('is the caller’s own reason when the caller gave up', async () => {
    vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
      return new Promise((_resolve, reject) =>
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
      )
    })
    const giving = new AbortController()
    const asked = get('/api/me', giving.signal)
    giving.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })
})
