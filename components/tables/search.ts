import { type Labels, meets, type Requirement, readSelector } from './label-selector.ts'

/** What a person looks for: words that must all be found, and conditions on labels. */
export interface Search {
  words: readonly string[]
  labels: readonly Requirement[]
  /** What of it is not understood, and is not looked for; null where all is. */
  problem: string | null
}

const PREFIX = 'label:'

/**
 * Reads what stands in a search field. A condition on labels begins with "label:" and is a selector of Kubernetes, or
 * is simply written as "app=hub" or "app in (a, b)": no name has an equals sign. All else are words.
 */
export function readSearch(text: string): Search {
  const words: string[] = []
  const labels: Requirement[] = []
  const refused: string[] = []
  for (const term of termsOf(text)) {
    const selector = selectorIn(term)
    if (selector === null) words.push(term.toLowerCase())
    else {
      const requirements = readSelector(selector)
      if (requirements) labels.push(...requirements)
      else refused.push(term)
    }
  }
  return { words, labels, problem: refused.length === 0 ? null : notUnderstood(refused) }
}

/** True where an object is what is looked for. `hay`: everything that is searched through, in lower case. */
export function isFound({ words, labels }: Search, hay: string, its: Labels): boolean {
  return words.every((word) => hay.includes(word)) && labels.every((requirement) => meets(its, requirement))
}

function notUnderstood(terms: readonly string[]): string {
  return `"${terms.join(' ')}" is no condition on labels. Write label:app=hub, label:app!=hub or label:app in (hub, proxy).`
}

function selectorIn(term: string): string | null {
  if (term.toLowerCase().startsWith(PREFIX)) return term.slice(PREFIX.length)
  return /=| (in|notin) ?\(/.test(term) ? term : null
}

/** At spaces, but "app in (a, b)" is one term. */
function termsOf(text: string): string[] {
  const terms: string[] = []
  const pieces = text.split(/\s+/).filter(Boolean)
  for (let at = 0; at < pieces.length; at += 1) {
    const [piece = '', operator = '', list = ''] = pieces.slice(at, at + 3)
    const together = /^(in|notin)\(/.test(operator) || (/^(in|notin)$/.test(operator) && list.startsWith('('))
    if (!together) {
      terms.push(piece)
      continue
    }
    const rest = pieces.slice(at + 1)
    const closes = rest.findIndex((one) => one.includes(')'))
    const taken = closes < 0 ? rest : rest.slice(0, closes + 1)
    terms.push([piece, ...taken].join(' '))
    at += taken.length
  }
  return terms
}
