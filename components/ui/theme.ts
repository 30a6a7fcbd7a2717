/** `system` follows the device. The choice is a cookie, so that the first byte of the page has the right colours. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const THEME_COOKIE = 'bindery-theme'
const ONE_YEAR_SECONDS = 365 * 24 * 3600

/** What a cookie says; anything unknown is `system`. */
export function readTheme(cookie: string | undefined): Theme {
  return themes.find((theme) => theme === cookie) ?? 'system'
}

/** Shows a theme now and at every later visit on this device. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing on plain http and in older browsers
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; SameSite=Lax`
}
