import { cancelScript, followScript, launchScript, SUM_UP_TO } from '../../server/runs/remote-scripts.ts'
import { quotedWords } from '../shell/quoted-words.ts'

/** One of the engine's own scripts about a run, with what it asks. */
export type EngineScript =
  | { verb: 'launch'; base: string; id: string; title: string; scriptBytes: number }
  | { verb: 'follow'; base: string; id: string; from: number; sumUpTo: number }
  | { verb: 'cancel'; base: string; id: string }

const BODY = '# Shared by launch.sh'
const place = { base: '/b', id: 'i' }
const trimmed = (script: string): string => script.slice(script.indexOf(BODY)).trimEnd()
const launch = trimmed(launchScript({ ...place, title: 't', meta: {}, scriptBytes: 1, secretBytes: 0 }))
const follow = trimmed(followScript(place, 0))
const cancel = trimmed(cancelScript(place))

/**
 * Recognises launch.sh, follow.sh and cancel.sh by their text, whatever values stand before it; null for any other
 * script. On this machine they are played, because they are about processes and locks, which it has none of.
 */
export function engineScript(script: string): EngineScript | null {
  const at = script.indexOf(BODY)
  if (at < 0) return null
  const body = script.slice(at).trimEnd()
  const values = quotedWords(script.slice(0, at))
  const base = values.get('base')
  const id = values.get('id')
  if (base === undefined || id === undefined) return null
  const number = (name: string): number => Number(values.get(name) ?? 0)
  if (body === launch)
    return { verb: 'launch', base, id, title: values.get('title') ?? '', scriptBytes: number('script_bytes') }
  if (body === follow) return { verb: 'follow', base, id, from: number('from'), sumUpTo: SUM_UP_TO }
  return body === cancel ? { verb: 'cancel', base, id } : null
}
