import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { AccountPage } from '../../../components/account/account-page.tsx'
import { readTheme, THEME_COOKIE } from '../../../components/ui/theme.ts'
import { requireActor } from '../../session.ts'

export const metadata: Metadata = { title: 'Account' }

export default async function Page() {
  await requireActor()
  return <AccountPage theme={readTheme((await cookies()).get(THEME_COOKIE)?.value)} />
}
