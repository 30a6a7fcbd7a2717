import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Auth } from '../auth/auth.ts'
import type { DemandOwn } from './demand-own.ts'
import { pagePolicy } from './headers.ts'
import { detour, isPublicFile } from './page-gate.ts'
import { wrongMethod } from './refusal.ts'
import type { Target } from './request-target.ts'

interface Deps {
  auth: Auth
  demandOwn: DemandOwn
  dev: boolean
  pages(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/**
 * Hands a request to Next: for files as it is, for pages once it is known that this person may see them. Next
 * reads the nonce for its scripts from the request's content-security-policy header.
 */
export function createServePage({ auth, demandOwn, dev, pages }: Deps) {
  return async (request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    // Pages change nothing. In development Next's error overlay posts to Next itself.
    if (!reads && !(dev && isPublicFile(target.pathname, dev))) throw wrongMethod(['GET', 'HEAD'])
    if (!reads) demandOwn.origin(request)
    delete request.headers['content-security-policy-report-only']
    delete request.headers['content-security-policy']
    if (isPublicFile(target.pathname, dev)) return pages(request, response)

    const needsSetup = auth.needsSetup()
    const signedIn = !needsSetup && auth.actorFromCookies(request.headers.cookie ?? null) !== null
    const location = detour(target, { needsSetup, signedIn })
    if (location !== null) {
      response.writeHead(303, { Location: location, 'Cache-Control': 'no-store', 'Content-Length': 0 }).end()
      return
    }
    const policy = pagePolicy(randomBytes(16).toString('base64'), dev)
    request.headers['content-security-policy'] = policy
    response.setHeader('Content-Security-Policy', policy)
    return pages(request, response)
  }
}
