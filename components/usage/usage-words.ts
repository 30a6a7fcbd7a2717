interface Amount {
  /** 0 for nothing. */
  promised: number
  /** 0 for no limit. */
  atMost: number
}

/** What stands beside an amount: "of at most 2 GB, 256 MB promised"; of a node, "of 8 GB for pods, 1 GB promised". */
export function besideWords(
  { promised, atMost }: Amount,
  of: 'pod' | 'node',
  format: (amount: number) => string,
): string {
  const room = of === 'node' ? `of ${format(atMost)} for pods` : `of at most ${format(atMost)}`
  return `${atMost === 0 ? 'no limit' : room}, ${promised === 0 ? 'nothing' : format(promised)} promised`
}
