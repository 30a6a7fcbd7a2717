/** A line that is longer is none of df's. */
const MAX_CHARACTERS = 4_096

interface DfLine {
  type: string
  /** Bytes. */
  total: number
  free: number
  mount: string
}

/**
 * A line of `df -PTB1`, read from its end, since names of devices and folders have spaces in them: what follows the
 * last word like "18%" is where it is mounted. Null where it is no such line.
 */
export function dfLine(line: string): DfLine | null {
  if (line.length > MAX_CHARACTERS) return null
  const words = [...line.matchAll(/\S+/g)]
  const at = words.findLastIndex(([word], i) => /^\d+%$/.test(word) && words[i + 1]?.[0].startsWith('/'))
  const [type, total, used, free] = words.slice(Math.max(0, at - 4), Math.max(0, at)).map(([word]) => word)
  if (type === undefined || at < 5 || ![total, used, free].every((word) => /^\d+$/.test(word ?? '')))
    return null
  return { type, total: Number(total), free: Number(free), mount: line.slice(words[at + 1]?.index) }
}
