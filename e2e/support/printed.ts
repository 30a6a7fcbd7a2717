import type { ChildProcess } from 'node:child_process'

/** What a program prints, on both its outputs, as it comes. */
export interface Printed {
  text(): string
  /** The first group of a match; rejects with everything printed when the program ends first, or after `withinMs`. */
  until(pattern: RegExp, withinMs: number): Promise<string>
}

export function printed(child: ChildProcess): Printed {
  let text = ''
  let ended: string | null = null
  const looks = new Set<() => void>()
  const lookAgain = (): void => {
    for (const look of looks) look()
  }
  const read = (piece: Buffer): void => {
    text += piece.toString('utf8')
    lookAgain()
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  child.once('error', (error) => {
    ended ??= error.message
    lookAgain()
  })
  // 'close', not 'exit': the last output comes after the exit.
  child.once('close', (code, signal) => {
    ended ??= `it ended with ${code ?? signal}`
    lookAgain()
  })

  return {
    text: () => text,
    until: (pattern, withinMs) =>
      new Promise((resolve, reject) => {
        const settle = (end: () => void): void => {
          clearTimeout(timer)
          looks.delete(look)
          end()
        }
        const fail = (why: string): void =>
          settle(() => reject(new Error(`${pattern} was not printed: ${why}. Printed:\n${text}`)))
        const look = (): void => {
          const found = pattern.exec(text)
          if (found) settle(() => resolve(found[1] ?? found[0]))
          else if (ended !== null) fail(ended)
        }
        const timer = setTimeout(() => fail(`not within ${withinMs / 1000} s`), withinMs)
        looks.add(look)
        look()
      }),
  }
}
