/** A reason not to go on that a person can do something about: what happened, and what to do. */
export class SetupProblem extends Error {
  /**
   * @param {string} message what happened and why
   * @param {string} hint what to do next
   */
  constructor(message, hint) {
    super(message)
    this.hint = hint
  }
}

/**
 * Says what set-up is doing. On stderr, so that a command's own output (figures, reports) can be piped.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/**
 * Says what is being done, does it, and says how long it took.
 * @template T
 * @param {string} doing "Building the pages"
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function timed(doing, work) {
  say(`${doing} …`)
  const began = Date.now()
  const result = await work()
  say(`${doing}: took ${((Date.now() - began) / 1000).toFixed(1)} s`)
  return result
}

/**
 * Runs a command of the project: its result is the exit code, and a SetupProblem ends it in plain words.
 * @param {(args: string[]) => Promise<number>} command
 */
export async function entry(command) {
  try {
    process.exitCode = await command(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error
    say(`\n${error.message}\n${error.hint}`)
    process.exitCode = 1
  }
}
