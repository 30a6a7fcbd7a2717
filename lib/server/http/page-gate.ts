import type { Target } from './request-target.ts'

/** Files that the sign-in page itself needs: they hold no secret and pass without a session. */
const PUBLIC_FILES =
  /^\/(_next\/static\/.+|favicon\.ico|(apple-)?icon[\w-]*\.(png|svg|ico)|manifest\.webmanifest|robots\.txt|fonts\/[\w.-]+)$/
/** What Next's development server adds: its chunks, source maps and error overlay. */
const DEV_FILES = /^\/(_next\/|__nextjs)/

/** True for what passes without a session; `dev` adds what Next's development server serves for itself. */
export function isPublicFile(pathname: string, dev: boolean): boolean {
  return PUBLIC_FILES.test(pathname) || (dev && DEV_FILES.test(pathname))
}

/** Where a page request has to go first, or null when the page may be shown. */
export function detour(
  { pathname, query, search }: Target,
  { needsSetup, signedIn }: { needsSetup: boolean; signedIn: boolean },
): string | null {
  if (needsSetup) return pathname === '/welcome' ? null : '/welcome'
  if (pathname === '/sign-in') return signedIn ? localPath(search.get('next')) : null
  // Browsers carry a fragment over to where they are sent, unless that has one: the used code ends here.
  if (pathname === '/welcome') return signedIn ? '/servers#' : '/sign-in?used#'
  if (signedIn) return null
  const next = `${pathname}${withoutFlight(query)}`
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
}

/**
 * A path of this console that may follow a sign-in, or "/" for anything else. Browsers read `//host` and `/\host`
 * as another site, and drop tabs and line breaks before they look.
 */
export function localPath(next: string | null): string {
  const base = 'http://local.invalid'
  if (next === null || !/^\/(?![/\\])[\x21-\x7e]*$/.test(next) || !URL.canParse(next, base)) return '/'
  const url = new URL(next, base)
  const leadsBack =
    url.pathname === '/sign-in' || url.pathname === '/welcome' || url.pathname.startsWith('/api/')
  return url.origin !== base || leadsBack || url.pathname.startsWith('//')
    ? '/'
    : `${url.pathname}${url.search}`
}

/** Next adds `_rsc` to what it fetches for itself; it is no part of an address that a person returns to. */
function withoutFlight(query: string): string {
  const search = new URLSearchParams(query)
  if (!search.has('_rsc')) return query
  search.delete('_rsc')
  return search.size === 0 ? '' : `?${search}`
}
