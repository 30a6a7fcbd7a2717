/** So many commands without a pause, at most: this process has other things to do. */
const IN_ONE_BREATH = 64

/** What a shell calls before each command: now and then it lets everything else have its turn. */
export class Breath {
  readonly #breathe: () => Promise<void>
  #commands = 0

  constructor(breathe: () => Promise<void> = turn) {
    this.#breathe = breathe
  }

  async command(): Promise<void> {
    this.#commands += 1
    if (this.#commands % IN_ONE_BREATH === 0) await this.#breathe()
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
