import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Actor } from '../lib/server/engine.ts'
import { engine } from './engine.ts'

/** Who asks for this page, or null. */
async function currentActor(): Promise<Actor | null> {
  return engine().auth.actorFromCookies((await headers()).get('cookie'))
}

/** Who asks for this page. Leads to the first visit while nobody owns the console, else to sign-in. */
export async function requireActor(): Promise<Actor> {
  if (engine().auth.needsSetup()) redirect('/welcome')
  const actor = await currentActor()
  if (actor === null) redirect('/sign-in')
  return actor
}
