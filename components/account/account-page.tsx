'use client'

import { Page } from '../frame/page.tsx'
import { usePerson } from '../frame/person.tsx'
import { SetRow } from '../ui/set-row.tsx'
import type { Theme } from '../ui/theme.ts'
import { ThemeChoice } from '../ui/theme-choice.tsx'
import { AnswersProvider } from './answers-provider.tsx'
import { Devices } from './devices.tsx'
import { PasswordRow } from './password-row.tsx'
import { SignOut } from './sign-out.tsx'

/** One's own account: how the console looks, the password, and every device that is signed in. */
export function AccountPage({ theme }: { theme: Theme }) {
  const { name, role } = usePerson()
  return (
    <Page title="Account" narrow>
      <AnswersProvider>
        <section>
          <header className="sh-row">
            <h2 className="h2">You</h2>
          </header>
          <ul className="set">
            <SetRow
              name="Signed in"
              about={
                role === 'administrator'
                  ? 'administrator: may change everything'
                  : 'viewer: sees everything but secrets, changes nothing'
              }
              value={<span>{name}</span>}
            >
              <SignOut />
            </SetRow>
            <PasswordRow />
            <SetRow name="Theme" about="on this device" value={<span />}>
              <ThemeChoice initial={theme} />
            </SetRow>
          </ul>
        </section>
        <Devices />
      </AnswersProvider>
    </Page>
  )
}
