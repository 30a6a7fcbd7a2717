/**
 * The session cookie. Under HTTPS it has the `__Host-` prefix, which browsers accept only with Secure, Path=/ and
 * no Domain: a neighbouring subdomain cannot plant one. The engine decides how long a session lasts (12 h after
 * the last use); the cookie merely has to outlive it.
 */
export interface SessionCookie {
  /** The token of a Cookie header, or null. */
  read(cookieHeader: string | null | undefined): string | null
  /** The Set-Cookie value that signs in. */
  issue(token: string): string
  /** The Set-Cookie value that signs out. */
  clear(): string
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/
const MAX_AGE_S = 30 * 24 * 60 * 60

/** `secure`: the cookie demands HTTPS, and its name a cookie that this host alone has set. */
export function createSessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-bindery' : 'bindery'
  const rest = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return {
    read(cookieHeader) {
      for (const pair of (cookieHeader ?? '').split(';')) {
        const [key, value] = pair.trim().split('=')
        if (key === name && value !== undefined && TOKEN.test(value)) return value
      }
      return null
    },
    issue: (token) => `${name}=${token}; Max-Age=${MAX_AGE_S}; ${rest}`,
    clear: () => `${name}=; Max-Age=0; ${rest}`,
  }
}
