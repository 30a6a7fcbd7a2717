import type { Diagnostic } from '../../lib/shared/config-check/diagnostic.ts'

export interface ConfigState {
  findings: readonly Diagnostic[] | null
  /** The draft differs from the newest revision. */
  changed: boolean
  /** The newest revision; 0 where none was saved. */
  latest: number
  /** The server has the newest revision's very text, and what runs was made from it. */
  inUse: boolean
  /** Somebody saved a newer revision than the draft was made from. */
  overtaken: boolean
}

/** The first sentence of the page: what is true of the file now. */
export function configSentence({ findings, changed, latest, inUse, overtaken }: ConfigState): string {
  const errors = (findings ?? []).filter(({ severity }) => severity === 'error').length
  const warnings = (findings ?? []).filter(({ severity }) => severity === 'warning').length
  if (overtaken) return `Somebody has saved revision ${latest} while you were typing.`
  if (errors > 0)
    return errors === 1
      ? 'One mistake would keep this from working.'
      : `${errors} mistakes would keep this from working.`
  const doubt =
    warnings === 0 ? '' : ` ${warnings === 1 ? 'One thing is' : `${warnings} things are`} worth a look.`
  if (changed) return `Your changes are not saved yet.${doubt}`
  if (inUse) return `Revision ${latest} is in use.${doubt}`
  return latest === 0
    ? `This is how the server has it.${doubt}`
    : `Revision ${latest} is saved, and not in use yet.${doubt}`
}
