import { Refusal } from './refusal.ts'

/** The address line of a request, taken apart and not normalised: `..` is a name like any other here. */
export interface Target {
  /** Begins with one slash; still percent-encoded. */
  pathname: string
  search: URLSearchParams
  /** As it came, with its question mark; empty without one. */
  query: string
}

/** Throws `invalid_input` for what is no path (a proxy's absolute form, `*`), or cannot be decoded. */
export function parseTarget(url: string | undefined): Target {
  const text = url ?? ''
  const mark = text.indexOf('?')
  const pathname = mark === -1 ? text : text.slice(0, mark)
  const query = mark === -1 ? '' : text.slice(mark)
  if (!pathname.startsWith('/') || pathname.startsWith('//') || !decodes(pathname))
    throw new Refusal('invalid_input', 'This address cannot be read.')
  return { pathname, query, search: new URLSearchParams(query) }
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
