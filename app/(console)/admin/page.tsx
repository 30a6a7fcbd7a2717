import type { Metadata } from 'next'
import { PeoplePage } from '../../../components/people/people-page.tsx'
import { requireActor } from '../../session.ts'

export const metadata: Metadata = { title: 'People' }

export default async function Page() {
  await requireActor()
  return <PeoplePage />
}
