import type { Blast } from '../../shared/blast.ts'
import { counted } from '../../shared/count-words.ts'
import type { Restart } from '../../shared/restarts-of.ts'
import type { WorkOnIt } from './count-work.ts'

/** What restarts when the release is changed, and whom that touches now: `restarts` null where nobody can say. */
export function describeRestarts(
  restarts: readonly Restart[] | null,
  work: WorkOnIt | null,
): Pick<Blast, 'restarts' | 'breaks' | 'keeps'> {
  const parts = new Set((restarts ?? []).map(({ part }) => part))
  const breaks: string[] = []
  if (restarts === null)
    breaks.push('It cannot be said what restarts: the objects of one of the two revisions cannot be read.')
  if (work !== null && work.people > 0 && parts.has('proxy'))
    breaks.push(`${counted(work.people, 'person is', 'people are')} cut off for some seconds.`)
  if (work !== null && work.builds > 0 && (parts.has('builder') || parts.has('binder')))
    breaks.push(
      parts.has('builder')
        ? `${counted(work.builds, 'build')} under way fail.`
        : `${counted(work.builds, 'build')} under way: who waits for one has to ask again.`,
    )
  return {
    restarts: restarts === null ? ['whatever differs'] : restarts.map(({ effect }) => effect),
    breaks,
    keeps: [
      work === null || work.people === 0
        ? 'notebooks that run, with everything in them'
        : `the notebooks of ${counted(work.people, 'person', 'people')}, with everything in them`,
      'the list of people in the hub, and all volumes',
    ],
  }
}
