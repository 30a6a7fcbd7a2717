/** Leaves for the sign-in page, which leads back here. Does nothing where one already signs in. */
export function goToSignIn(): void {
  const { pathname, search } = window.location
  if (pathname === '/sign-in' || pathname === '/welcome') return
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`)
}
