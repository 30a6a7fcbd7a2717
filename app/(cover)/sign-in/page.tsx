import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { Cover } from '../../../components/cover/cover.tsx'
import { SignInForm } from '../../../components/cover/sign-in-form.tsx'
import { engine } from '../../engine.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function Page() {
  if (engine().auth.needsSetup()) redirect('/welcome')
  const host = (await headers()).get('host')
  return (
    <Cover words="From a bare server to a running BinderHub, and every day after." version={engine().version}>
      <SignInForm host={host ?? ''} />
    </Cover>
  )
}
