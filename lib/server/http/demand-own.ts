import type { IncomingMessage } from 'node:http'
import { Refusal } from './refusal.ts'

/** Checks that a request was meant for this console and comes from its own pages. */
export interface DemandOwn {
  isOwnHost(request: IncomingMessage): boolean
  /** Throws `foreign_host` for a Host that is not ours: a name somebody else made lead here (DNS rebinding). */
  host(request: IncomingMessage): void
  /**
   * For whatever changes something, and for sockets: throws `foreign_origin` unless Origin is exactly ours, port
   * included. SameSite cookies do not do this: every port of a host is the same site.
   */
  origin(request: IncomingMessage): void
  /**
   * For reads: throws `foreign_origin` when the browser says that another site, or another port of this host,
   * asks. Browsers send no Origin with a same-origin GET; what sends neither header is no browser.
   */
  fetchSite(request: IncomingMessage): void
}

/** Hosts as a Host header writes them, in whatever case; origins as browsers write them, exactly. */
export function createDemandOwn(config: { allowedHosts: string[]; allowedOrigins: string[] }): DemandOwn {
  const hosts = new Set(config.allowedHosts.map((host) => host.toLowerCase()))
  const origins = new Set(config.allowedOrigins)
  const isOwnHost = ({ headers }: IncomingMessage): boolean =>
    headers.host !== undefined && hosts.has(headers.host.toLowerCase())
  return {
    isOwnHost,
    host(request) {
      if (isOwnHost(request)) return
      throw new Refusal('foreign_host', 'This is not a name that Bindery answers to.', {
        hint: 'Open it by the address it printed when it started, or start it with --public-url.',
      })
    },
    origin({ headers }) {
      if (headers.origin !== undefined && origins.has(headers.origin)) return
      throw foreign()
    },
    fetchSite({ headers }) {
      const site = headers['sec-fetch-site']
      if (site === undefined || site === 'same-origin' || site === 'none') return
      throw foreign()
    },
  }
}

function foreign(): Refusal {
  return new Refusal('foreign_origin', 'This request does not come from a page of this Bindery.', {
    hint: 'Open Bindery by the address it printed when it started.',
  })
}
