import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { readTheme, THEME_COOKIE } from '../components/ui/theme.ts'
import { fontFaces } from './fonts.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { template: '%s · Bindery', default: 'Bindery' },
  robots: { index: false, follow: false },
  referrer: 'same-origin',
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
}

// Statically rendered pages carry no nonce, and the content security policy would block their scripts.
export const dynamic = 'force-dynamic'

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang="en" className={fontFaces} data-theme={theme === 'system' ? undefined : theme}>
      <body>{children}</body>
    </html>
  )
}
