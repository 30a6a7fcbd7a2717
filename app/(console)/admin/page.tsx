import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PeoplePage } from '../../../components/people/people-page.tsx'
import { requireActor } from '../../session.ts'

export const metadata: Metadata = { title: 'People' }

export default async function Page() {
  const actor = await requireActor()
  if (actor.role !== 'administrator') notFound()
  return <PeoplePage />
}
