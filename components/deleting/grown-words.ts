import { readFingerprint } from '../../lib/shared/blast-size.ts'
import { counted, listed } from '../../lib/shared/count-words.ts'

/** What became more, as a person says it: "13 people lose their session and 1 build fails". */
export function grownWords(grown: readonly string[], fingerprint: string): string {
  const size = readFingerprint(fingerprint)
  return listed(grown.map((what) => wordsOf(what, size[what] ?? 0)))
}

function wordsOf(what: string, count: number): string {
  switch (what) {
    case 'people':
      return counted(count, 'person loses', 'people lose').concat(' their session')
    case 'builds':
      return counted(count, 'build fails', 'builds fail')
    case 'disconnected':
      return counted(count, 'person is', 'people are').concat(' disconnected')
    case 'busy':
      return counted(count, 'person was', 'people were').concat(' there a moment ago')
    case 'detour':
      return 'the hub does not answer'
    case 'launches':
      return 'nobody can launch'
    default:
      // "binder/hub": a part, with its namespace.
      return `${what.slice(what.lastIndexOf('/') + 1)} is away`
  }
}
