import type { IncomingMessage, ServerResponse } from 'node:http'
import { wrongMethod } from './refusal.ts'
import { sendJson } from './send.ts'

/** What the engine says about itself: `ok` decides; the rest is numbers for people. Never anything secret. */
export interface Readiness {
  ok: boolean
  [fact: string]: boolean | number | string
}

interface Deps {
  version: string
  readiness(): Readiness
  stopping(): boolean
  /** True when the request used one of our own names. */
  ownHost(request: IncomingMessage): boolean
}

/**
 * `/healthz`: the process is up. `/readyz`: its store answers; 503 when not, and while it stops. Probes ask by
 * bare addresses, so any Host is answered; but only under our own names with more than yes or no.
 * @returns false when the path is neither.
 */
export function createHealth({ version, readiness, stopping, ownHost }: Deps) {
  return (request: IncomingMessage, response: ServerResponse, pathname: string): boolean => {
    if (pathname !== '/healthz' && pathname !== '/readyz') return false
    if (request.method !== 'GET' && request.method !== 'HEAD') throw wrongMethod(['GET', 'HEAD'])
    const facts: Readiness = pathname === '/healthz' ? { ok: true } : readiness()
    const ok = facts.ok && !(pathname === '/readyz' && stopping())
    sendJson(response, ok ? 200 : 503, ownHost(request) ? { ...facts, ok, version } : { ok })
    return true
  }
}
