import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Cover } from '../../../components/cover/cover.tsx'
import { WelcomeForm } from '../../../components/cover/welcome-form.tsx'
import { engine } from '../../engine.ts'

export const metadata: Metadata = { title: 'First visit' }

export default function Page() {
  if (!engine().auth.needsSetup()) redirect('/sign-in')
  return (
    <Cover words="Nobody owns this console yet. Make it yours." version={engine().version}>
      <WelcomeForm />
    </Cover>
  )
}
