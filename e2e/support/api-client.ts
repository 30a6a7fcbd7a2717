import type { Problem } from '../../lib/shared/problem.ts'

/** What the API said no with. */
export class ApiRefusal extends Error {
  readonly status: number
  readonly problem: Problem

  constructor(status: number, problem: Problem) {
    super(`${status} ${problem.code}: ${problem.message}`)
    this.name = 'ApiRefusal'
    this.status = status
    this.problem = problem
  }
}

/** One signed-in (or not yet signed-in) device that talks to a console's API as docs/protocol.md says. */
export interface ApiClient {
  /** The Cookie header as it stands; empty before signing in. */
  cookie(): string
  get(path: string): Promise<unknown>
  /** Throws ApiRefusal for a 4xx or 5xx. */
  post(path: string, body?: unknown): Promise<unknown>
}

/** `url` is asked anew for each request, since a console may be started again on the same port. */
export function createApiClient(url: () => string): ApiClient {
  const cookies = new Map<string, string>()
  const cookie = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  async function request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(new URL(path, url()), {
      method,
      headers: { cookie: cookie(), origin: url(), 'content-type': 'application/json' },
      body: method === 'POST' ? JSON.stringify(body ?? {}) : null,
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s)
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const answer: unknown = await response.json()
    if (!response.ok) throw new ApiRefusal(response.status, (answer as { problem: Problem }).problem)
    return answer
  }

  return { cookie, get: (path) => request('GET', path), post: (path, body) => request('POST', path, body) }
}
